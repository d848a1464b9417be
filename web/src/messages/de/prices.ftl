## Was ein Gramm kostet. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

prices-title = Was ein Gramm kostet
prices-nothing-yet = Der Knoten kennt noch keinen Preis. Preise bringt eine Datei, in der eine Zeile ein Kauf, ein Verkauf oder ein Angebot ist: was bezahlt wurde, für wie viel von welcher Substanz, wo und wann, und wie rein sie war, soweit bekannt.
prices-send = Eine Datei senden
prices-reading = Die Preise werden gelesen …

prices-which = Welche Preise
prices-substance = Substanz
prices-all-substances = Alle Substanzen
prices-place = Ort
prices-all-places = Alle Orte
prices-level = Stufe
prices-all-levels = Alle Stufen
prices-currency = Währung
prices-per = Eine Zeile je
prices-per-year = Jahr
prices-per-quarter = Quartal
prices-per-month = Monat

prices-lead =
    { $lines ->
        [one] 1 Zeile
       *[other] { $lines } Zeilen
    } aus { $figures ->
        [one] 1 typischen Zahl
       *[other] { $figures } typischen Zahlen
    }, { $currency } für ein Gramm, nach dem Stand vom { $day }; { $out ->
        [one] 1 Zahl wurde
       *[other] { $out } Zahlen wurden
    } weggelassen. Reine Gramm stehen getrennt von Gramm wie verkauft, Base von Hydrochlorid. Das Intervall ist das des Medians zu { $confidence }; eine Verkaufsquelle zählt einmal.
prices-none = Keine Zahl hier nennt einen Preis.
prices-show-all = Alle zeigen
prices-left-out = Was weggelassen wurde, und warum
prices-nothing-guessed = Nichts wird geraten: Was sich nicht für ein Gramm sagen lässt, ist hier kein Preis.
prices-rates = Wechselkurse
prices-rate = { $rate } für einen Euro

prices-level-farm-gate = ab Anbau
prices-level-border = Grenze
prices-level-wholesale = Großhandel
prices-level-mid-level = Zwischenhandel
prices-level-retail = Einzelhandel
prices-level-online = online
prices-form-base = Base
prices-form-hydrochloride = Hydrochlorid
prices-form-not-stated = Form nicht genannt
prices-gram-pure = reines Gramm
prices-gram-as-sold = Gramm wie verkauft
prices-money-of = { $gram }, Geldwert von { $year }
prices-span = { $low } bis { $high }
prices-purity-own = eigene von { $count }
prices-purity-stated = Preis für reine Substanz
prices-purity-strength = nach der Stärke einer Dosis
prices-purity-period = { $purity } %, der Median von { $count } im Zeitraum
prices-purity-unknown = nicht bekannt

## Die Tabelle.

prices-what = was
prices-level-form-gram = Stufe, Form, Gramm
prices-period = Zeitraum
prices-median = Median, { $currency }
prices-interval-drawn = Intervall gezeichnet
prices-scale = { $low } bis { $high }, jedes Zehnfache gleich breit
prices-interval = Intervall
prices-range = genannte Spanne
prices-figures = Zahlen
prices-purity = Reinheit
prices-no-interval = keines: { $of } von { $needed }
prices-no-median = kein Median
prices-median-spoken = Median { $price } { $currency }, Intervall { $interval }
prices-range-spoken = genannte Spanne { $range }
prices-interval-spoken = Intervall { $interval }
prices-too-few = zu wenige Zahlen für ein Intervall
prices-range-only = nur Spanne
prices-deals-of =
    { $vendors ->
        [one] { $deals } von 1 Verkaufsquelle
       *[other] { $deals } von { $vendors } Verkaufsquellen
    }
prices-to-rows = Zahlen, zu ihren Zeilen
prices-drawn = Punkt: Median, hohl, wo die Zahlen für ein Intervall nicht reichen. Balken: sein Intervall. Dünne Linie: was Quellen als niedrigsten und höchsten Preis nennen. Die Zahlen einer Zeile führen zu den eingelieferten Zeilen.
prices-more-lines =
    { $count ->
        [one] 1 weitere Zeile
       *[other] { $count } weitere Zeilen
    }

## Die Zahlen hinter einer Zeile.

prices-figures-behind = Zahlen hinter { $line }
prices-row = Zeile
prices-figure = Zahl
prices-as-stated = wie genannt
prices-a-gram = ein Gramm, { $currency }
prices-deal = Geschäft, g
prices-row-of = { $source }, Zeile { $row }
prices-which-typical = typisch
prices-which-low = niedrig
prices-which-high = hoch
prices-more-figures =
    { $count ->
        [one] 1 weitere Zahl
       *[other] { $count } weitere Zahlen
    }
prices-reading-figures = Die Zahlen werden gelesen …

## Über die Zeit.

prices-over-time = Über die Zeit
prices-subtitle = { $level }, { $form }, { $currency } für ein { $gram }
prices-shown = Gezeigt sind die { $most } mit den meisten Zeiträumen von { $count }; wählen Sie für die anderen eine Substanz oder einen Ort.
prices-beyond = Jenseits der Achse: { $list }.
prices-beyond-one = { $price } ({ $period })
prices-in-table = Die Zahlen stehen in der Tabelle oben.

## Um wie viel ein Gramm in größeren Geschäften weniger kostet.

prices-larger = Größere Geschäfte
prices-larger-note = Was ein Gramm in einem zehnmal so großen Geschäft kostet, nach dem Median der Steigungen zwischen allen Geschäften verschiedener Größe.
prices-less = { $percent } % weniger
prices-more = { $percent } % mehr
prices-tenfold = zehnfaches Geschäft
prices-power = Exponent
prices-its-interval = sein Intervall
prices-sizes = Größen, g
prices-deals = Geschäfte
prices-at = bei { $deal } g, { $currency }
prices-beyond-sizes = jenseits der gesehenen Größen
prices-too-few-deals =
    { $count ->
        [one] 1 Gruppe hat zu wenige Geschäfte oder Größen für einen Nachlass.
       *[other] { $count } Gruppen haben zu wenige Geschäfte oder Größen für einen Nachlass.
    }
