## Mängel der Daten. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

quality-title = Mängel der Daten
quality-faults = Mängel
quality-what-it-is = Zahlen, die täuschen können: eine verwechselte Einheit, eine kopierte Summe, Meldende, die hinzukommen oder verstummen. Jeder Mangel wartet, bis ein Mensch sagt, was mit ihm geschieht. Keine Zahl wird geändert, weder vom Programm noch von Ihnen.
quality-nothing-yet = Noch ist nichts eingegangen, also gibt es nichts zu bemängeln. Senden Sie zuerst eine Datei: Nach jeder Datei wird nach Mängeln gesucht; sie warten hier auf Ihre Entscheidung.
quality-send = <a>Senden Sie eine Datei</a> oder geben Sie <code>watchfire ingest FILE --mapping MAPPING</code> ein.
quality-ask-again = Noch einmal fragen
quality-reading-all = Die Mängel werden gelesen …

quality-filters = Filter
quality-decided-or-not = Entschieden oder nicht
quality-open = Nicht entschieden
quality-decided = Entschieden
quality-all = Alle
quality-fault = Mangel
quality-all-faults = Alle Mängel
quality-all-sources = Alle Quellen
quality-shown =
    { $count ->
        [one] hier 1 Mangel
       *[other] hier { $count } Mängel
    }
quality-waiting =
    { $count ->
        [one] insgesamt wartet 1 auf eine Entscheidung
       *[other] insgesamt warten { $count } auf eine Entscheidung
    }
quality-sources =
    { $count ->
        [one] 1 Quelle
       *[other] { $count } Quellen
    }
quality-proposed = vorgeschlagen: { $treatment }
quality-keys = <kbd>j</kbd> <kbd>k</kbd> nächster und voriger, <kbd>Enter</kbd> öffnen
quality-none-passes = Kein Mangel entspricht diesen Filtern.
quality-show-all = Alle { $count } zeigen
quality-none-known =
    { $count ->
        [one] In den Zahlen von 1 Quelle ist kein Mangel bekannt. Was die Prüfungen nicht sehen, können sie nicht sagen.
       *[other] In den Zahlen von { $count } Quellen ist kein Mangel bekannt. Was die Prüfungen nicht sehen, können sie nicht sagen.
    }

quality-look = { $source } neu durchsehen
quality-look-all = Alle Quellen neu durchsehen
quality-looking = Die Zahlen werden durchgesehen …
quality-looked =
    { $figures ->
        [one] 1 Zahl durchgesehen
       *[other] { $figures } Zahlen durchgesehen
    }: { $new ->
        [0] nichts Neues
        [one] 1 neuer Mangel
       *[other] { $new } neue Mängel
    }.

## Was jeder Mangel ist.

quality-fault-unit-outlier = Einheit oder Komma zweifelhaft
quality-fault-repeated-period = Zeitraum, der einen anderen wiederholt
quality-fault-repeated-series = Reihe, die eine andere wiederholt
quality-fault-copied-total = Summe, aus einem anderen Jahr kopiert
quality-fault-total-differs = Summe, die nicht die ihrer Teile ist
quality-fault-new-reporters = Meldende, die hinzukommen
quality-fault-lost-reporters = Meldende, die verstummen
quality-fault-duplicate-rows = Doppelt gemeldete Zeilen
quality-fault-truncated = Erfassung, die zu früh endet
quality-fault-impossible-value = Wert, den es nicht geben kann
quality-fault-heaping = Geschätzte Mengen
quality-fault-changed-definition = Definition, die sich ändert
quality-fault-under-class = Nur unter einer Klasse gemeldet

## Was geschehen kann, wie es innerhalb eines Satzes steht, und was es für das Berechnete bedeutet.

quality-treatment-leave-out = weglassen
quality-does-leave-out = Seine Zeilen zählen in keiner Summe, keiner Reihe und keinem Preis. Ein Zeitraum, den er nennt, bleibt offen; das ist nicht null.
quality-treatment-count-once = einmal zählen
quality-does-count-once = Von den Zeilen, die dasselbe sagen, zählt die erste in Summen und Reihen; die anderen nicht.
quality-treatment-use-parts = die Teile verwenden
quality-does-use-parts = Die Summe zählt nicht; die Zahlen ihrer Teile zählen.
quality-treatment-new-series = eine neue Reihe beginnen
quality-does-new-series = Reihen dieser Orte und aller, die sie umfassen, beginnen nach dem Zeitraum: Zahlen davor und danach werden nicht mehr verglichen.
quality-treatment-lower-bound = als Untergrenze kennzeichnen
quality-does-lower-bound = Die Zahlen zählen, wie sie sind. Wer ein Signal dazu öffnet, erfährt, dass sie unvollständig sind.
quality-treatment-mind = behalten und darauf hinweisen
quality-does-mind = Die Zahlen zählen, wie sie sind. Wer ein Signal dazu öffnet, erfährt von dem Mangel.
quality-does-nothing = Nichts geschieht: Die Zahlen zählen, wie sie sind, und kein Signal spricht davon.

## Entscheiden.

quality-what-is-done = Was geschieht mit ihm?
quality-decision = Entscheidung
quality-accept = <strong>Annehmen:</strong> Es ist ein Mangel, behandelt wie vorgeschlagen: { $treatment }.
quality-reject = <strong>Es ist kein Mangel:</strong> Der Befund wird zurückgewiesen.
quality-override = <strong>Anders entscheiden:</strong> Es ist ein Mangel, anders behandelt.
quality-instead = Stattdessen
quality-because = Warum? Eine Zeile; nennen Sie keine Person: Diese Worte bleiben im Journal.
quality-do-accept = Annehmen
quality-do-reject = Als „kein Mangel“ festhalten
quality-do-override = Anders entscheiden
quality-latest-holds = Die letzte Entscheidung gilt.
quality-changes-sums = Sie ändert ab dem nächsten Lauf, was die Suche nach Signalen zusammenzählt; keine gespeicherte Zeile ändert sich.
quality-changes-nothing = Keine Zahl und keine gespeicherte Zeile ändert sich.
quality-decided-moves = { $verdict }, als Eintrag { $position } des Journals. Die Liste der Signale bleibt bis zur nächsten Suche, wie sie ist. Diese und jede spätere liest die Zahlen so, für welchen Tag auch immer gefragt wird; Signale, die auf ihnen beruhten, können verschwinden und andere hinzukommen. Früher berechnete Listen lassen sich weiterhin so berechnen, wie sie waren.
quality-decided-stays = { $verdict }, als Eintrag { $position } des Journals. Bei der nächsten Suche ändert sich keine Zahl, die Liste der Signale bleibt also gleich; ein Signal zu diesen Zahlen sagt, was entschieden wurde.
quality-detect = Jetzt jede Reihe durchsehen
quality-detecting = Jede Reihe wird durchgesehen …
quality-detected = Jede Reihe wurde durchgesehen; die Liste der Signale berücksichtigt nun die Entscheidung.
quality-to-signals = Zu den Signalen

quality-undecided = nicht entschieden
quality-decided-accepted = angenommen: { $treatment }
quality-decided-rejected = als kein Mangel beurteilt: Die Zahlen zählen, wie sie sind
quality-decided-overridden = anders entschieden: { $treatment }
quality-verdict-accepted = angenommen
quality-verdict-rejected = als kein Mangel beurteilt
quality-verdict-overridden = anders entschieden

## Ein Mangel.

quality-next = Nächster Mangel <kbd>j</kbd>
quality-decisions = Bisherige Entscheidungen
quality-holds = gilt, Eintrag { $position } des Journals
quality-replaced = seither ersetzt, Eintrag { $position } des Journals
quality-nobody-decided = Noch hat niemand darüber entschieden. Bis dahin zählen die Zahlen, wie sie sind.
quality-about = Worum es geht
quality-source = Quelle
quality-indicator = Indikator
quality-substance = Substanz
quality-place = Ort
quality-period = Zeitraum
quality-more-exactly = Genauer
quality-evidence = Was dafür spricht
quality-found-by =
    { $figures ->
        [one] Gefunden von { $method }, Version { $version }, nach dem Stand vom { $day }, bei Durchsicht { $look } von 1 Zahl.
       *[other] Gefunden von { $method }, Version { $version }, nach dem Stand vom { $day }, bei Durchsicht { $look } von { $figures } Zahlen.
    }
quality-rows = Zeilen, in denen er auffiel
quality-row = Zeile { $row }
quality-first-rows =
    { $count ->
        [one] Die ersten { $first } von 1 Zeile.
       *[other] Die ersten { $first } von { $count } Zeilen.
    }
quality-each-opens = Jede öffnet sich, wie sie geschrieben wurde.
quality-no-row = Er nennt keine einzelne Zeile.
quality-cannot = Dieser Mangel lässt sich nicht zeigen
quality-gone = Die letzte Durchsicht der Quelle findet ihn nicht mehr oder hat ihn nie gefunden.
quality-back = Zurück zur Liste
quality-reading = Der Mangel wird gelesen …
