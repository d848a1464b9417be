## Karten der Orte von Signalen. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

map-label = Karte der Signale der Liste
map-where-relation =
    { $first ->
        [0] Wo: Zahlen im Vergleich zum Erwarteten, nach Region
       *[other] Wo: Zahlen im Vergleich zum Erwarteten, nach Region, der ersten { $first }
    }
map-where-countries =
    { $first ->
        [0] Wo: die Wahrscheinlichkeit des sichersten Signals, nach Land
       *[other] Wo: die Wahrscheinlichkeit des sichersten Signals, nach Land, der ersten { $first }
    }
map-where-regions =
    { $first ->
        [0] Wo: die Wahrscheinlichkeit des sichersten Signals, nach Land oder Region
       *[other] Wo: die Wahrscheinlichkeit des sichersten Signals, nach Land oder Region, der ersten { $first }
    }
map-europe = Europa
map-world = Welt
map-times = das { $times }-Fache des Erwarteten ({ $period })
map-not-here =
    { $more ->
        [0] Nicht auf dieser Karte: { $places }.
       *[other] Nicht auf dieser Karte: { $places } und { $more } weitere.
    }
map-credit = Regionen: <from>{ $source }</from>; <under>{ $licence }</under>.
