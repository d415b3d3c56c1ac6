const kinds = 'auto|autito|coche|camioneta|chata|moto|vehiculo|pickup|furgon|camion|carro'
const makes =
  'fiat|volkswagen|vw|chevrolet|chevy|ford|renault|peugeot|citroen|toyota|nissan|suzuki|hyundai|kia|honda|byd|chery|geely|jac|mg|bmw|audi|mercedes|mitsubishi|mazda|jeep|subaru|seat|skoda|volvo|dodge|ram|great wall|haval|changan|lifan|yumbo|baccio|winner|zanella|yamaha|kawasaki'
const models =
  'gol|golf|polo|voyage|saveiro|amarok|vento|bora|suran|fox|palio|siena|strada|cronos|argo|mobi|toro|punto|fiorino|corsa|onix|prisma|celta|aveo|spark|cruze|tracker|s10|montana|fiesta|ka|focus|ecosport|ranger|escort|clio|sandero|logan|duster|kwid|megane|kangoo|oroch|partner|berlingo|hilux|corolla|etios|yaris|march|versa|frontier|swift|alto|celerio|vitara|baleno|accent|hb20|tucson|creta|picanto|sportage|cerato|civic|fit|city|tiggo'

/** A make, model or kind of vehicle as the source of a pattern, in folded letters. "Uno" is left out: it is a number too. */
export const vehicle = `(?:${kinds}|${makes}|${models})`

/** The same without the kinds. */
export const makesAndModels = `${makes}|${models}`
