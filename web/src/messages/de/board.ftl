## Die Liste der Signale, Stand eines Tages. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

board-making = Jede Reihe wird betrachtet …
board-reading = Die Liste wird gelesen …
board-signals = Signale
board-title = Signale, Stand { $day }
board-filters = Filter
board-state = Zustand
board-state-open = Offen
board-state-all = Alle
board-state-real = Echt
board-state-false = Falsch
board-state-unclear = Unklar
board-mine = Meine
board-new-since = Neu seit meinem letzten Besuch
board-substance = Substanz oder Klasse
board-all-substances = Alle Substanzen
board-place = Ort
board-all-places = Alle Orte
board-indicator = Indikator
board-all-indicators = Alle Indikatoren
board-words-in = Wörter in einem Signal
board-words = Wörter
board-count =
    { $count ->
        [one] 1 Signal hier, davon voraussichtlich { $false } falsch · berechnet { $day }
       *[other] { $count } Signale hier, davon voraussichtlich { $false } falsch · berechnet { $day }
    }
board-few = weniger als 0,1
board-computed = berechnet { $day }
board-judged-apart =
    { $count ->
        [one] 1 ist beurteilt und zählt nicht zu den offenen
       *[other] { $count } sind beurteilt und zählen nicht zu den offenen
    }
board-more = { $count } weitere
board-none-pass = Kein Signal passt zu diesen Filtern.
board-show-all = Alle { $count } zeigen
board-nothing-changing =
    { $count ->
        [one] Nichts von dem, was betrachtet wurde, ändert sich. 1 Reihe wurde betrachtet, Stand { $day }.
       *[other] Nichts von dem, was betrachtet wurde, ändert sich. { $count } Reihen wurden betrachtet, Stand { $day }.
    }
board-aside = Wo, und das gewählte Signal

board-alarms-since =
    { $count ->
        [one] Ein Alarm seit { $day }, in allen seinen Reihen.
       *[other] { $count } Alarme seit { $day }, in allen seinen Reihen.
    }
board-chance = Die Wahrscheinlichkeit, dass es echt ist: { $chance }.
board-against = Dagegen: { $indicators }.
board-against-nothing = Dagegen: Keine gehörte Reihe spricht dagegen.
board-missing = Es fehlen: { $indicators }.
board-doubt = Zweifel.
board-age = Alt.
board-evidence = Alle Belege

board-day = Was an einem Tag bekannt war
board-known-on = Was bekannt war am
board-lists = Listen gibt es für { $count } Tage
board-lists-span =
    { $count ->
        [one] Eine Liste gibt es für einen Tag, { $from }
       *[other] Listen gibt es für { $count } Tage, von { $from } bis { $to }
    }
board-day-alarms =
    { $count ->
        [one] { $day }: 1 Alarm
       *[other] { $day }: { $count } Alarme
    }
board-list-before = Die Liste davor
board-list-after = Die Liste danach
board-latest = neueste <kbd>t</kbd>

board-not-for-you = Hier ist nichts für Sie
board-not-for-you-why = Nichts ist eingegangen, was Ihre Rollen für diesen Zweck zeigen: { $purpose }. Ein anderer Ihrer Zwecke zeigt vielleicht mehr; Rollen und Zwecke vergibt, wer den Knoten betreibt.
board-empty = Noch ist nichts eingegangen
board-empty-why = Dieser Knoten hat keine Zahlen. Schicken Sie ihm eine Tabelle, wie sie auf Ihrer Festplatte liegt; er schlägt vor, wie sie zu lesen ist.
board-send-first = Die erste Datei einliefern
board-a-minute = Auf einem großen Knoten kann das eine Minute dauern.
board-no-list-for = Für { $day } wurde keine Liste erstellt
board-no-list = Noch wurde keine Liste erstellt
board-can-look-then = Der Knoten kann jede Reihe so betrachten, wie sie an jenem Tag bekannt war, und nichts Späteres.
board-can-look-now = Der Knoten kann jetzt jede Reihe betrachten.
board-make = Liste erstellen

board-looked =
    { $count ->
        [one] 1 Reihe betrachtet
       *[other] { $count } Reihen betrachtet
    }
board-looked-of =
    { $count ->
        [one] { $part } von 1 Reihe betrachtet
       *[other] { $part } von { $count } Reihen betrachtet
    }
board-why-not =
    { $not ->
        [one] { $looked }; 1 Reihe nicht: warum
       *[other] { $looked }; { $not } Reihen nicht: warum
    }
board-why-held =
    { $held ->
        [one] { $looked }; 1 Eintrag zurückgehalten: warum
       *[other] { $looked }; { $held } Einträge zurückgehalten: warum
    }
board-why-both =
    { $not ->
        [one] { $looked }; 1 Reihe nicht, { $held ->
            [one] 1 Eintrag zurückgehalten: warum
           *[other] { $held } Einträge zurückgehalten: warum
        }
       *[other] { $looked }; { $not } Reihen nicht, { $held ->
            [one] 1 Eintrag zurückgehalten: warum
           *[other] { $held } Einträge zurückgehalten: warum
        }
    }
board-too-short =
    { $count ->
        [one] 1 Reihe ist zu kurz, oder nichts bewegt sich in ihr.
       *[other] { $count } Reihen sind zu kurz, oder nichts bewegt sich in ihnen.
    }
board-silent =
    { $count ->
        [one] 1 Reihe hat seit über 18 Monaten keine Zahl.
       *[other] { $count } Reihen haben seit über 18 Monaten keine Zahl.
    }
board-silent-are =
    { $count ->
        [one] 1 Reihe hat seit über 18 Monaten keine Zahl; still sind { $sources }.
       *[other] { $count } Reihen haben seit über 18 Monaten keine Zahl; still sind { $sources }.
    }
board-silent-source = { $source } ({ $indicator }, zuletzt { $day })
board-not-kept = Wie viele Reihen stiller Quellen es gibt und welche Einträge zurückgehalten wurden, wurde mit dieser Liste nicht aufbewahrt.
board-held =
    { $count ->
        [one] 1 Eintrag wurde zurückgehalten: Ein Eintrag braucht eine Wahrscheinlichkeit von einem Halb, dass er echt ist, bei einem Opioid von einem Zehntel, oder drei Alarme in letzter Zeit.
       *[other] { $count } Einträge wurden zurückgehalten: Ein Eintrag braucht eine Wahrscheinlichkeit von einem Halb, dass er echt ist, bei einem Opioid von einem Zehntel, oder drei Alarme in letzter Zeit.
    }
board-its-series = { $name }: die Reihe dazu
board-held-chance = Wahrscheinlichkeit, dass es echt ist: { $chance }
board-no-chance = keine Wahrscheinlichkeit angebbar
board-looked-not-kept = { $looked }; über stille Quellen und zurückgehaltene Einträge wurde mit dieser Liste nichts aufbewahrt

board-followed-signals = Was Sie verfolgen
board-since-visit = Seit Ihrem letzten Besuch
board-close = schließen
board-notice-gone = steht nicht mehr auf dieser Liste
board-notice-alarm = hat einen neuen Alarm, bis { $day }
board-notice-rests =
    { $count ->
        [one] beruht jetzt auf 1 Alarm, zuvor auf { $before }
       *[other] beruht jetzt auf { $count } Alarmen, zuvor auf { $before }
    }
board-notice-open = ist wieder offen
board-notice-judged-real = wurde als echt beurteilt
board-notice-judged-false = wurde als falsch beurteilt
board-notice-judged-unclear = wurde als unklar beurteilt
board-notice-both = { $one } und { $other }

board-new = NEU
board-synthetic = SYNTHETISCH
board-followed = verfolgt
board-since = seit { $day }
board-last-alarm = letzter Alarm { $day }
board-last-alarm-months =
    { $months ->
        [one] letzter Alarm { $day }, 1 Monat vor dieser Liste
       *[other] letzter Alarm { $day }, { $months } Monate vor dieser Liste
    }
board-speaks-against = spricht dagegen
board-last-periods = Die letzten { $count } Zeiträume: { $says }
board-chance-real = Wahrscheinlichkeit, dass es echt ist
board-direction-rise = Anstieg
board-direction-fall = Rückgang
board-direction-new = neu
board-is-open = Offen
board-judged-real = Beurteilt: echt
board-judged-false = Beurteilt: falsch
board-judged-unclear = Beurteilt: unklar
board-score = Punkte { $score }
