## Maps of where signals are.

map-label = Map of the signals of the list
map-where-relation =
    { $first ->
        [0] Where: figures against what was expected, by region
       *[other] Where: figures against what was expected, by region, of the first { $first }
    }
map-where-countries =
    { $first ->
        [0] Where: the chance of the surest signal, by country
       *[other] Where: the chance of the surest signal, by country, of the first { $first }
    }
map-where-regions =
    { $first ->
        [0] Where: the chance of the surest signal, by country or region
       *[other] Where: the chance of the surest signal, by country or region, of the first { $first }
    }
map-europe = Europe
map-world = World
map-times = { $times } times what was expected in { $period }
map-not-here =
    { $more ->
        [0] Not on this map: { $places }.
       *[other] Not on this map: { $places } and { $more } more.
    }
map-credit = Regions: <from>{ $source }</from>; <under>{ $licence }</under>.
