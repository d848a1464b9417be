## Erkunden: jede Reihe, zuerst gesehen, Größen von Sicherstellungen. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

explore-title = Erkunden
explore-views = Ansichten
explore-view-series = Reihen
explore-view-first-seen = Zuerst gesehen
explore-view-sizes = Größen von Sicherstellungen
explore-preset-cultivation = Anbau und was daraus folgt
explore-listing = Die Liste aller Reihen wird erstellt; auf einem großen Knoten dauert das einige Sekunden …
explore-listing-as-of = Die Liste aller Reihen nach dem Stand vom { $day } wird erstellt; auf einem großen Knoten dauert das einige Sekunden …
explore-no-series = Noch gibt es keine Reihe: Reihen entstehen aus dem, was eingeht. Senden Sie zuerst eine Datei mit Anzahlen, Mengen, Preisen oder Reinheiten.
explore-no-series-as-of = Nach dem Stand vom { $day } gibt es keine Reihe: Reihen entstehen aus dem, was eingeht. Senden Sie zuerst eine Datei mit Anzahlen, Mengen, Preisen oder Reinheiten.
explore-send = <a>Senden Sie eine Datei</a> oder geben Sie <code>watchfire ingest FILE --mapping MAPPING</code> ein.
explore-as-of =
    Stand { $day }, Position { $position } des Journals: { $count ->
        [one] 1 Reihe
       *[other] { $count } Reihen
    }
explore-as-of-so-far =
    Stand { $day }, Position { $position } des Journals: { $count ->
        [one] 1 Reihe
       *[other] { $count } Reihen
    }, bisher { $read } gelesen
explore-series-read = Gelesene Reihen

## Wählen.

explore-which = Welche Reihen
explore-part-substance = Substanz
explore-part-place = Ort
explore-part-indicator = Indikator
explore-part-source = Quelle
explore-part-cadence = Takt
explore-part-unit = Einheit
explore-all-substance = Alle Substanzen
explore-all-place = Alle Orte
explore-all-indicator = Alle Indikatoren
explore-all-source = Alle Quellen
explore-all-cadence = Alle Takte
explore-all-unit = Alle Einheiten
explore-clear = leeren
explore-compared = Verglichen:
explore-compare-no-more = nicht mehr vergleichen
explore-fit =
    { $count ->
        [one] 1 Reihe passt
       *[other] { $count } Reihen passen
    }
explore-fit-so-far =
    { $count ->
        [one] bisher passt 1 Reihe
       *[other] bisher passen { $count } Reihen
    }
explore-most-compared = mehr als { $most } werden nicht verglichen
explore-mark = kreuzen Sie an, was verglichen werden soll
explore-known = { $first } bis { $last }, { $known } von { $points } bekannt
explore-more-series =
    { $count ->
        [one] 1 weitere Reihe
       *[other] { $count } weitere Reihen
    }

## Zeichnen.

explore-side-by-side = Nebeneinander
explore-on-one-axis = Auf einer Achse
explore-refuses = Das Verfahren lehnt ab
explore-reading-figures = Die Zahlen werden gelesen …
explore-choose-point = Wählen Sie einen Punkt eines Diagramms oder „Zeilen“ in seiner Tabelle, um die Zeilen dahinter zu sehen.
explore-rows-behind = Zeilen hinter dem gewählten Punkt
explore-several = Mehrere Reihen auf einer Achse
explore-all = alle
explore-value-in = { $series }: { $value } ({ $period })
explore-indexed = { $value }, wenn der eigene Mittelwert 100 ist
explore-index = Index
explore-index-note = ihre Einheiten sind verschieden: Der Mittelwert jeder Linie ist 100
explore-whole-and-parts = { $series }, das Ganze und Teile davon
explore-figures-table = Zahlen als Tabelle
explore-period = Zeitraum
explore-rows-of = Zeilen hinter { $series }, { $period }: { $value }
explore-compare-whole = Das Ganze vergleichen mit
explore-compare = Vergleichen: { $series } mit
explore-a-part = einem Teil davon
explore-parts-counted = Die Teile (Umfeld, Alter, Geschlecht) werden in einem anderen Takt gezählt ({ $cadence }): Wählen Sie diesen, um sie zu vergleichen.
explore-parts-counted-of = Teile von { $series } werden in einem anderen Takt gezählt ({ $cadence }): Wählen Sie diesen, um sie zu vergleichen.

## Ein Verfahren darübergelegt.

explore-method-over = Ein darübergelegtes Verfahren
explore-lay-method = Ein Verfahren darüberlegen
explore-no-method = keines
explore-settings-of = Einstellungen von { $method }
explore-yes = ja
explore-no = nein
explore-usual = übliche Einstellungen
explore-settings-mean = Was die Einstellungen bedeuten
explore-unless-changed = { $value }, wenn nicht geändert
explore-method-note = Schattiert: Zahlen, die kein Alarm sind. Hier wird jede Reihe für sich beurteilt; die Liste der Signale wägt alles ab, was durchgesehen wurde, und kann anderes sagen. Nichts wird gespeichert.

## Zuerst gesehen.

explore-first-seen-chart = Substanzen nach dem ersten Zeitraum, in dem sie gemeldet wurden
explore-since-records = seit Beginn der Aufzeichnungen, { $period }
explore-and-more = { $place } und { $count } weitere
explore-first-seen =
    { $count ->
        [one] 1 Substanz oder Klasse, zuerst gemeldet nach Beginn der Aufzeichnungen ihrer Quelle; ein Punkt ist ein Ort, nach dem ersten Zeitraum mit einer Zahl über null.
       *[other] { $count } Substanzen und Klassen, zuerst gemeldet nach Beginn der Aufzeichnungen ihrer Quelle; ein Punkt ist ein Ort, nach dem ersten Zeitraum mit einer Zahl über null.
    }
explore-newest = Am neuesten: { $substance }, zuerst in { $place }, { $period }.
explore-hollow = Hohl: dort seit Beginn der Aufzeichnungen gemeldet, also vielleicht älter. Ein Ort, der erst später zu melden begann, sieht genauso aus wie einer, an dem eine Substanz neu ist.
explore-with-others =
    { $count ->
        [one] mit 1 weiteren, seit Beginn der Aufzeichnungen gemeldet
       *[other] mit { $count } weiteren, seit Beginn der Aufzeichnungen gemeldet
    }
explore-more = { $count } weitere
explore-first-seen-table = Als Tabelle, mit dem Weg zu jeder Reihe
explore-substance = Substanz
explore-place = Ort
explore-first-reported = zuerst gemeldet
explore-by = von
explore-none-above-zero = Keine passende Reihe hat eine Zahl über null. Nehmen Sie einen Filter weg.

## Größen von Sicherstellungen.

explore-no-sizes = Der Knoten kennt keine einzelnen Sicherstellungen mit einer Masse. Senden Sie eine Datei mit Sicherstellungen, eine Zeile für jede; Jahressummen haben keine Größen.
explore-all-places = alle Orte
explore-hold =
    { $count ->
        [one] 1 Sicherstellung von { $substance } umfasst { $mass }.
       *[other] { $count } Sicherstellungen von { $substance } umfassen { $mass }.
    }
explore-half =
    { $count ->
        [one] { $share } davon stecken in 1 Sicherstellung von { $size } oder mehr, { $part } von allen: Eine Summe in Kilogramm erzählt von diesen wenigen.
       *[other] { $share } davon stecken in { $count } Sicherstellungen von { $size } oder mehr, { $part } von allen: Eine Summe in Kilogramm erzählt von diesen wenigen.
    }
explore-sizes-chart = Anteil an den Sicherstellungen und an der Masse nach Größe
explore-of-mass = der Masse
explore-of-seizures = der Sicherstellungen
explore-seizures-share =
    { $count ->
        [one] 1 Sicherstellung, { $share }
       *[other] { $count } Sicherstellungen, { $share }
    }
explore-mass-share = { $share } der Masse
explore-span = { $low } bis { $high }
explore-by-size = Nach Größe
explore-sizes-table = Größen als Tabelle
explore-size = Größe
explore-seizures = Anzahl
explore-mass = Masse
explore-by-year = Nach Jahr
explore-year = Jahr
explore-median = Median
explore-largest = größte
explore-the-largest = Die größten
explore-no-seizure = Hier ist keine Sicherstellung davon mit einer Masse bekannt.
explore-reading-seizures = Die Sicherstellungen werden gelesen …
