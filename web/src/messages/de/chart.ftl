## Bilder von Reihen. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

chart-latest = Die neueste Zahl ist { $figure } ({ $period }).
chart-latest-expected = Die neueste Zahl ist { $figure } ({ $period }); erwartet waren { $expected }.
chart-no-figure = Keine Zahl ist bekannt.
chart-alarms =
    { $count ->
        [one] Ein Alarm ist gezeichnet: { $periods }.
       *[other] { $count } Alarme sind gezeichnet: { $periods }.
    }
chart-last-alarms = { $count } Alarme sind gezeichnet, die letzten sechs: { $periods }.
chart-no-alarm = Kein Alarm.
chart-no-method = Kein Verfahren hat sie betrachtet.
chart-expected-figure = erwartet { $figure }
chart-alarm-above = Alarm über { $figure }
chart-alarm-below = Alarm unter { $figure }
chart-as-table = Zahlen als Tabelle
chart-period = Zeitraum
chart-figure = Zahl
chart-expected = erwartet
chart-bound = Grenze
chart-probably = wahrscheinlich, wenn alles da ist
chart-alarm = Alarm
chart-rows = Zeilen
chart-rows-behind = Zeilen<unseen> hinter { $period }</unseen>
chart-not-known = nicht bekannt
chart-range = { $low } bis { $high }
chart-drawn-from = Gezeichnet ab { $from }; die Zahlen beginnen mit { $first }, und mitgenommene Dateien enthalten alle.
