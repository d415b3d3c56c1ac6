/** First names usual on the River Plate and around it, folded: they are names in small letters too. */
export const givenNames: ReadonlySet<string> = new Set(
  `abigail abril adela adelia adrian adriana agustin agustina alan alba alberto aldo alejandra alejandro alessandro alexander alexis alfonso alfredo alicia alison alma alvaro amalia amanda amelia
  ana anabel anahi andrea andreina andres andrew anette angel angela angelica anibal anna anthony antonella antonia antonio araceli ariadna ariel armando arturo aurora axel ayelen
  barbara beatriz belen benjamin berta bettina bianca blanca braian brenda brian bruna bruno bryan byron camila camilo candela carina carla carlitos carlos carmen carol carolina caroline catalina
  catherine cecilia celeste celia celina cesar charles chiara christian cintia clara claudia claudio clemente cristian cristiano cristina cristobal cynthia daiana daniel daniela danilo dario
  dardo david debora deborah delfina delia diana diego dolores domingo dora edgar edgardo edith edison eduarda eduardo edward efrain elba elena elias elisa elizabeth elsa elvira emanuel emilia
  emiliano emilio emily emma enrique enzo erica ernesto esteban estela ester esther ethel eugenia eugenio eva evangelina ezequiel fabian fabiana fabio fabricio facundo fatima federica federico felicia felipe felix fermin
  fernanda fernando flavia flavio florencia florentina francesca francesco francis francisca francisco franco gabriel gabriela gaston genaro george gerardo german gilberto gimena giovanna giovanni
  gisela giselle giuliana gladys gloria gonzalo graciela gregorio guillermina guillermo gustavo hebert hector helena henry hernan hilda horacio hugo humberto ignacio ilda ines irene iris irma isabel isabella isabelle
  ismael ivan ivana ivonne jaime james janet javier jazmin jean jennifer jeremias jessica jesus jimena joana joao joaquin joaquina john johnny jonathan jonatan jorge jose josefina joseph juan juana juancho juanjo julia julian juliana julieta juliana julio
  karen karina karla katherine kevin laura lautaro leandro leo leonardo leonel leonor leticia lia lidia liliana lilian linda lionel lorena lorenzo lourdes lucas lucia luciana luciano lucila lucrecia luis luisa luiz lujan
  luz mabel macarena magali magdalena maicol maite malena manuel manuela marcela marcelo marcia marco marcos margarita maria mariana mariangeles mariano maribel mariel mariela marina mario marisa marisol mark marta martha martin martina mary
  mateo mathias mathieu matias matilde mauricio mauro maxi maximiliano maximo melina melissa melody mercedes mia micaela miguel milagros milena milton mirella miriam mirta moises monica morena myriam nadia nahuel nancy natalia natasha nelida nelly
  nelson nestor nicolas nicolasa nicole noelia nora norberto norma octavio olga omar oscar osvaldo otto pablo paloma pamela paola patricia patricio patrick paul paula paulina paulo pedro peter pia pilar priscila ramiro ramon raquel raul rebeca regina renata renzo
  ricardo richard rita robert roberta roberto rocio rodolfo rodrigo rogelio rolando romina ronald roque rosa rosalia rosana rosario roxana ruben rufino ruth sabrina salome salvador samanta samuel sandra santiago santino sara sarah saul sebastian selva serena sergio
  shirley silvana silvia silvina simon sofia sol soledad sonia stefania stefano stella steven susana tabare tamara tania tatiana teodoro teresa thiago thomas tiago tobias tomas tony ursula valentin valentina valeria valerio vanessa vera veronica vicente victor victoria vilma vinicius violeta
  virginia viviana walter washington wendy wellington wilmar wilson william wilma xavier ximena yamila yanina yenny yesica yolanda zulma
  anita beto cacho caro ceci charly chelo coco edu fede flor fran gabi gabo gonza guille jime juanma lalo lali lore lu lucho maca majo manu marce mari mati memo meme migue nacho nano naty nati nico pancho pao pato pepe quique rafa rafael rafaela rami richi rodri
  romi santi seba sebas sil sofi tato tati teo toto vale vero vicky willy yani zoe`.split(/\s+/),
)

/** Surnames usual there, folded: they go on a name that is written in small letters. */
export const surnames: ReadonlySet<string> = new Set(
  `acosta acuna aguiar aguirre alvarez alves alonso amaral andrade araujo arias barbosa barboza barreto barrios benitez bentancor bentancur berrutti blanco borges bueno cabrera caceres camacho camejo cardozo cardoso carballo castro cespedes chavez correa
  costa cruz curbelo da delgado diaz dominguez duarte dutra espinosa fagundez farias fernandez ferreira ferreyra figueroa fleitas flores fontes franco freire fuentes garcia gimenez godoy gomez goncalvez gonzalez guerra gutierrez hernandez herrera ibanez iglesias lemos leites
  lima lopez luna machado maciel maldonado marquez martinez martins medina mello mendez mendoza menendez mesa miranda molina montero morales moreira moreno muniz munoz navarro nunes nunez oliveira olivera ortega ortiz pacheco paz pena peralta pereira pereyra perez perdomo
  piriz pintos pereda ponce quintana quintero ramirez ramos rey reyes ribeiro rios rivas rivero robaina rocha rodrigues rodriguez rojas romero rosas ruiz salgado sanchez santana santos sanguinetti sastre segovia sierra silva silvera silveira smith sosa soto souza sousa suarez tejera techera toledo torres trindade
  umpierrez valdez varela vargas vazquez vega velazquez vera vidal viera villalba villar vignoli zapata zunino`.split(
    /\s+/,
  ),
)
