## Woran der Knoten arbeitet. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

jobs-title = Aufträge
jobs-what-it-is = Arbeit, die Zeit braucht, läuft im Hintergrund weiter, auch wenn keine Seite offen ist und nachdem der Knoten neu gestartet wurde. Nichts wird doppelt getan.
jobs-asked-again = Es wird noch einmal gefragt.
jobs-none = Von diesem Knoten wurde noch nichts verlangt. <send>Liefern Sie eine Datei ein</send>; starten Sie dann hier eine Suche nach Signalen.
jobs-under-way =
    { $count ->
        [0] Nichts ist in Arbeit.
        [one] 1 Auftrag ist in Arbeit.
       *[other] { $count } Aufträge sind in Arbeit.
    }
jobs-newer = Neuere
jobs-older = Ältere

jobs-ask = Einen Auftrag geben
jobs-as-known = Stand vom
jobs-nothing-later = und nichts Späteres
jobs-today = heute, wenn leer
jobs-start-detection = Nach Signalen suchen
jobs-start-look = Nach Mängeln der Daten suchen
jobs-prove = Den Knoten beweisen
jobs-prove-note = Jede Signatur, jeden Hash und jede Datei, nach jetzigem Stand
jobs-begun = Auftrag { $job } hat begonnen.

jobs-kind-submission = Eine Datei lesen und speichern
jobs-kind-drop = Eine Datei des Eingangsordners lesen
jobs-kind-preview = Eine Datei probeweise lesen
jobs-kind-coverage = Die Namen in einer Datei nachschlagen
jobs-kind-proposal = Eine Zuordnung vorschlagen
jobs-kind-look = Nach Mängeln der Daten suchen
jobs-kind-detection = Suche nach Signalen
jobs-kind-backtest = Die Vergangenheit durchspielen
jobs-kind-reproduction = Ein Signal noch einmal berechnen
jobs-kind-verification = Den Knoten beweisen
jobs-kind-checkup = Nach Resten eines Absturzes suchen
jobs-kind-retention = Löschen, was abgelaufen ist

jobs-asked-request = auf Anfrage
jobs-asked-submission = nachdem eine Datei gespeichert wurde
jobs-asked-schedule = nach Zeitplan
jobs-asked-drop-folder = aus dem Eingangsordner

jobs-as-of = Stand vom { $day }
jobs-since = seit { $day }
jobs-of = von { $source }
jobs-part = Teil { $part }
jobs-events = für { $count } bekannte Ereignisse
jobs-by-day = nach Tagen
jobs-by-week = nach Wochen
jobs-by-month = nach Monaten
jobs-by-quarter = nach Quartalen
jobs-by-year = nach Jahren

jobs-when = { $when }, { $reason }
jobs-under-a-second = unter einer Sekunde
jobs-seconds = { $count } s
jobs-minutes = { $count } min
jobs-hours = { $count } h
jobs-tries = { $count } Mal begonnen
jobs-number = Auftrag { $job }
jobs-stop = Anhalten
jobs-failed = Misslungen.
jobs-stopped = Angehalten: Es wurde nichts weiter gespeichert.
jobs-done = Fertig
jobs-less = Weniger
jobs-result = Was dabei herauskam

jobs-file =
    { $rows ->
        [one] 1 Zeile
       *[other] { $rows } Zeilen
    } gelesen, { $accepted } angenommen; { $facts ->
        [one] 1 Fakt.
       *[other] { $facts } Fakten.
    }
jobs-submission = Die Einlieferung
jobs-faults =
    { $count ->
        [one] 1 neuer Mangel der Daten.
       *[other] { $count } neue Mängel der Daten.
    }
jobs-all-faults = Alle Mängel
jobs-not-looked = In den Daten wurde nicht nach Mängeln gesucht.
jobs-run = { $series } Reihen angesehen, { $not } nicht beurteilbar; { $findings ->
        [one] 1 Befund.
       *[other] { $findings } Befunde.
    }
jobs-list-of = Die Liste vom { $day }
jobs-proven =
    { $entries ->
        [one] 1 Eintrag
       *[other] { $entries } Einträge
    } des Journals und { $files ->
        [one] 1 Datei
       *[other] { $files } Dateien
    } bewiesen; { $wrong ->
        [0] nichts ist falsch.
       *[other] { $wrong } falsch.
    }
jobs-root = Wurzel: <code>{ $root }</code>
jobs-audit-head = Kopf des Protokolls: <code>{ $head }</code>
jobs-wrong =
    { $count ->
        [0] Nichts ist falsch.
       *[other] { $count } falsch.
    }
jobs-same =
    { $count ->
        [one] { $same } von 1 Befund ergab sich Bit für Bit gleich.
       *[other] { $same } von { $count } Befunden ergaben sich Bit für Bit gleich.
    }
jobs-signal = Das Signal
jobs-in-time =
    { $count ->
        [one] { $raised } von 1 Ereignis rechtzeitig gemeldet; { $others } andere Signale im Jahr.
       *[other] { $raised } von { $count } Ereignissen rechtzeitig gemeldet; { $others } andere Signale im Jahr.
    }
jobs-proposed =
    { $rows ->
        [one] 1 von { $tried } Zeilen lässt sich wie vorgeschlagen lesen.
       *[other] { $rows } von { $tried } Zeilen lassen sich wie vorgeschlagen lesen.
    }
