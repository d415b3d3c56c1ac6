/** Everyday Spanish words, right as they are: no speller may take one of them for a slip of another. */
export const common: ReadonlySet<string> = new Set(
  `abajo abierto abrazo abre abren abrir abrio aca aceite aceites acepto acordar acuerdo adelante ademas adentro afuera agarra agarro agua ahi ahora ahorita aire al alguien algun alguna
  algunas algunos alla alli alto alta ambos amigo amiga andar andaba ando anda andan ano antes anterior apenas aprieta aprecio aqui arranca arranco arrancar arreglar arreglo arriba asi
  ate aun aunque auto autos aviso avisar avisa ayer ayuda ayudar bajo baja bajar barato barra barrio bastante bateria bien boca bolsa bomba borra borrar bota buen buena buenas bueno buenos
  busca buscar busco cable cada caja calle cama cambia cambiar cambie cambien cambio camino caminos camion campo capaz cara caro carro carta casa casi caso causa cada cerca cerrar cerrado
  chapa chica chico chico cierra cierran cierre claro clave coche coches color comer comida comienza como compra compre comprar con conforme conoce conozco contar contacto contento
  control copia correa correcto correo corta corto cosa cosas costa costo creo cruz cual cuales cualquier cuando cuanta cuantas cuanto cuantos cuarta cuarto cuatro cuatros cuenta cuentas cuento
  cuesta cuidado culpa dale dando dar dado datos debajo debe deben deber debo decime decir deja dejado dejar dejan deje dejen dejo del delante delantera delantero demas demora dentro derecha derecho
  desde despacio despues dia diario dias dice dicen dicho dije dijo dijeron dinero directo disco discos dio doble donde dos dueno duda durante ella ellas ellos empieza empezar empezo en encima
  encontrar encontre entender entiendo entonces entra entrada entrar entre entrega entregar entro era eran error esa esas ese eso esos espera esperar espero esta estaba estado estamos estan
  estar estare estas este esto estos estoy estuve estuvo exacto extra facil falta faltan falla fecha feliz fiesta fila fin final finde firme fondo forma foto frenar freno frenos frente frio fue
  fuego fuera fueron fuerte fui funciona funda gasto gasta general gente goma gomas gracia gran grande gratis grave grua grupo guardar gusta gusto gustan haber habia habla hablar hablo hable hace hacen hacer hacia
  haga hagan hago hasta hay hecho hermana hermano hice hicieron hija hijo hizo hola hombre hora horas horario hoy hoja humo idea igual importa izquierda jefe joven juego junta junto juntos justa justo
  lado largo larga lata lavado lave leer lejos lento leche ley libre lista listas listo llama llamar llame llamo llano llanta llantas llave llego llega llegan llegar llegue llena lleno lleva llevar llevan llevo llueve
  lluvia local luces luego lugar lugares luna luz madre mal mala malo mandar mando mandan mando manejar manera mano manos marca marcas marcha marco mas mayor media medio medir mejor menor menos mensaje mensajes
  mesa meses meta metal mia mide mientras mil minuto minutos mio mira mirar miro mismo misma modelo modo momento mostrar motor moto motos mover mucha muchas mucho muchos mueve mujer muy nada nadie necesita necesito ningun
  ninguna ninguno nivel noche noches nombre nos nota noto nuestra nuestro nueva nuevas nuevo nuevos numero nunca obra oferta oficina ojala optica orden otra otras otro otros paga pagar pago pagado pais
  papa papel para parada parado parar pare parece parte partes parto pasa pasaba pasada pasado pasame pasan pasar pasas pase paso patas pata pedi pedir pega pegar pena pensar pequeno perder perdi perdio pero perro
  persona personal pesado peso pesos pide pie piden pidio piensa pieza pierde pino piso placa plan planta plata plazo poca pocas poco pocos poder podemos podes podria podrian podrias poner ponen pongo popular porque posible precio
  pregunta prende prendio prender prima primo probar problema problemas promo pronta pronto propio prueba puede pueden puedo puerta puertas puesta puesto punta punto queda quedado quedan quedar quede quedo quejas querer queria
  quien quienes quiera quiere quieren quieres quiero quise quisiera quita quitar rapido rato raya real recibir recibo recien recta regla remis repuesto resto reta revisar revisen reviso rojo ropa rota roto rueda ruedas ruido ruta
  sabe saben saber sabes sale salen salgo salida salir salio saludo saludos seco seguir segun segundo segura seguro semana semanas sencillo senor senora sentido ser seria serie serio serian siempre siendo siente siento siga sigo sigue
  siguen siguiente silla simple sirve sirven sistema sitio sobre sola solo somos son sonar suena suerte sube subir sucio suelta suele suelo sueno sufre suma super taller tambien tampoco tanque tanta tanto tapa tapar tarda tardan tarde tarea
  tema temo temprano tenemos tener tenga tengan tengas tengo tenia tenes tiempo tiene tienen tira tirado tiro toca tocar toda todas todavia todo todos toma tomar tomo torno torta tos total trabaja trabajan trabajo trae
  traer traigo tramo tras trata trato tren tres tubo turbo turno turnos ultima ultimo una unas uno unos usa usado usar uso va vale valor vamos van varias varios vaya veces vecino ven vende vender vendo venga vengan
  venir ver verano verdad verde verlo vez vi via viaje vida vidrio vieja viejo viene vienen vimos vine vino visita vista viste vivo volver volvi vos voy vuelta vuelvo ya yo zona sino cinta quinta quinto sexto cena canto cante
  vendra viernes martes lunes jueves sabado domingo miercoles minutos horarios marzo abril mayo junio julio agosto
  agenda agendar turno cita reserva confirmo cancelar cancelo pense pensar penso duele vuele cree crees crema cremas tenga preciso precisa precisas precisan precisaba precisamos precisaria verte vernos vemos veamos vean veo vea tema temas temo apurado apurada puse puso pusieron`
    .trim()
    .split(/\s+/),
)
