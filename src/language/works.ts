/**
 * Works at a vehicle, as Portuguese and English speakers call them, and the Spanish word: workshops name their services in
 * their own language, and their customers write in three.
 */
export const works: ReadonlyMap<string, string> = new Map(
  Object.entries({
    frenos: 'brake brakes braking freio freios',
    pastillas: 'pads pastilhas',
    aceite: 'oil oleo',
    filtro: 'filter',
    alineacion: 'alignment alinhamento',
    balanceo: 'balancing balance balanceamento',
    diagnostico: 'diagnosis diagnostics diagnostic',
    revision: 'inspection checkup revisao',
    bateria: 'battery',
    cubiertas: 'tyre tyres tire tires pneu pneus',
    embrague: 'clutch embreagem',
    correa: 'belt correia',
    amortiguadores: 'shocks dampers amortecedor amortecedores',
    pintura: 'paint painting',
    chapa: 'bodywork lataria funilaria',
    luces: 'lights headlights farois',
  }).flatMap(([spanish, others]) => others.split(' ').map((word) => [word, spanish] as const)),
)
