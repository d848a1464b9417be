## Ein Signal. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

signal-signals = Signale
signal-rank = Rang { $rank } von { $count }
signal-as-of = Stand { $day }
signal-synthetic = SYNTHETISCH
signal-judged = beurteilt: { $verdict }
signal-purposes = für { $purposes }
signal-no-purpose = kein Zweck, den alle seine Dateien teilen
signal-alarms =
    { $alarms ->
        [one] Ein Alarm dieses Signals
       *[other] { $alarms } Alarme dieses Signals
    } seit { $day }, { $series ->
        [one] alle in einer Reihe
       *[other] in { $series } Reihen
    }.
signal-chance-small = Die Wahrscheinlichkeit, dass dies nicht echt ist: { $chance }.
signal-chance-about = Die Wahrscheinlichkeit, dass dies nicht echt ist: etwa { $chance }.
signal-no-chance = Das Verfahren nennt keine Wahrscheinlichkeit.
signal-follow = Verfolgen
signal-followed = Verfolgt
signal-next = nächstes Signal <kbd>j</kbd>
signal-fact-chance = Wahrscheinlichkeit, dass es echt ist
signal-fact-onset = erster Alarm der Folge
signal-fact-times = des Erwarteten
signal-fact-looked = Reihen, an diesem Tag durchgesehen
signal-fact-score = Punkte von 100
signal-series-behind = Reihen hinter dem Signal
signal-lay-over = Darüberlegen, was bekannt war am
signal-take-away = wegnehmen
signal-known-on = bekannt am { $day }
signal-three-months = je drei Monate zusammen
signal-shaded = Schattiert: Zahlen, die keinen Alarm auslösen.
signal-shown = Gezeigt sind { $shown } von { $count } Reihen.
signal-erased = Belege wurden seither gelöscht
signal-erased-note =
    { $count ->
        [one] 1 Einlieferung seiner Quellen wurde nach diesem Lauf gelöscht; das Signal kann darauf beruht haben.
       *[other] { $count } Einlieferungen seiner Quellen wurden nach diesem Lauf gelöscht; das Signal kann darauf beruht haben.
    }
signal-cannot = Dieses Signal lässt sich nicht zeigen
signal-lists-near = Listen nahe diesem Tag:
signal-make-list = Eine Liste erstellen für den { $day }
signal-back = Zurück zur Liste
signal-reading = Die Belege werden gelesen …

## Was dafür und was dagegen spricht.

signal-weighing = Dafür, dagegen, fehlend <soft>in Bit</soft>
signal-relation-same = gleiche Substanz und gleicher Ort
signal-relation-wider = eine weitere Klasse oder ein weiterer Ort
signal-relation-narrower = ein Teil davon
signal-one-alike = { $alone } mal { $count }, als kleinster von { $count } gleichartigen Reihen
signal-share = Sein Anteil an allem, was die Quelle zählt
signal-share-note = vorher { $before } von { $before_of }, jetzt { $now } von { $now_of }
signal-share-heard = vorher { $before } von { $before_of }, jetzt { $now } von { $now_of }: oben schon gehört
signal-share-nothing = vorher { $before } von { $before_of }, jetzt { $now } von { $now_of }: nichts dagegen
signal-together = Alle Quellen zusammengezählt
signal-together-note = was ihre Zahlen gemeinsam sagen, über das hinaus, was jede sagt
signal-prior = Bevor etwas gehört war
signal-prior-note = { $chance }, dass sich irgendeine Reihe dieser Quelle jüngst geändert hat
signal-sum = Summe
signal-sum-chance = Summe: eine Wahrscheinlichkeit von { $chance }
signal-missing = Es fehlen: { $list }.
signal-none-missing = Jede Quelle, die über diesen Ort berichtet, wurde gehört.
signal-not-weighed = Das Verfahren gibt keine Wahrscheinlichkeit an, also ließ sich nichts abwägen.
signal-contradicted = Dem wird widersprochen.
signal-one-row = Eine Zeile.
signal-heard = { $series }: { $says }
signal-speaks-for = spricht dafür
signal-speaks-against = spricht dagegen
signal-says-little = sagt wenig

## Warum es steht, wo es steht.

signal-why-ranked = Warum es diesen Rang hat
signal-of-most = von { $most }
signal-score = Punkte

## Über wen.

signal-of-whom = Über wen, und wo
signal-no-parts = Die Quelle nennt kein Umfeld, kein Alter, kein Geschlecht und keine Untergruppe, oder nicht für diesen Ort: Teile werden für Länder gezählt und für alles, was eine Quelle umfasst.
signal-column-setting = Umfeld
signal-column-age = Alter
signal-column-sex = Geschlecht
signal-now = jetzt
signal-before = zwei Jahre davor
signal-more-than-before = mehr als zuvor
signal-others = andere oder nicht genannt
signal-events =
    { $count ->
        [one] 1 Ereignis der führenden Reihe in den Zeiträumen mit Alarm. „Mehr als zuvor“: Ein solcher Anteil wäre mit weniger als 1 zu 100 zu erwarten, wenn er nicht gewachsen wäre; eine Quelle kann auch ihre Worte geändert haben.
       *[other] { $count } Ereignisse der führenden Reihe in den Zeiträumen mit Alarm. „Mehr als zuvor“: Ein solcher Anteil wäre mit weniger als 1 zu 100 zu erwarten, wenn er nicht gewachsen wäre; eine Quelle kann auch ihre Worte geändert haben.
    }

## Was daneben steht.

signal-related = Verwandte Signale
signal-same-substance = gleiche Substanz
signal-same-place = gleicher Ort
signal-same-class = gleiche Klasse und gleiches Land
signal-related-rank = { $why }, Rang { $rank }
signal-quality = Mängel der Daten, die dies berühren
signal-more-faults = und { $count } weitere
signal-no-fault = In den Zahlen zu dieser Substanz und diesem Ort ist kein Mangel bekannt.
signal-in-general = Zu diesen Zahlen allgemein:
signal-how-found = Wie es gefunden wurde

## Die Zeilen hinter einer Zahl.

signal-rows-behind = Zeilen hinter { $series }, { $period }
signal-file-and-row = Datei und Zeile
signal-as-written = wie geschrieben
signal-row-of = { $file }, Zeile { $row }
signal-file-erased = die Datei wurde gelöscht
signal-more-rows =
    { $count ->
        [one] 1 weitere Zeile
       *[other] { $count } weitere Zeilen
    }
signal-choose-another = Wählen Sie einen anderen Punkt eines Diagramms oder eine Zeile seiner Tabelle, um die Zeilen dahinter zu sehen.
signal-reading-rows = Die Zeilen werden gelesen …
signal-no-row = Hinter dieser Zahl steht keine Zeile.

## Was Menschen dazu sagen.

signal-judge = Beurteilen
signal-judge-this = Dieses Signal beurteilen
signal-what-was-it = Als was hat es sich erwiesen?
signal-verdict = Urteil
signal-judge-real = Echt: Draußen hat sich etwas geändert
signal-judge-false = Falsch: ein Artefakt oder Zufall
signal-judge-unclear = Unklar: Es lässt sich noch nicht sagen
signal-verdict-real = echt
signal-verdict-false = falsch
signal-verdict-unclear = unklar
signal-because = Warum? Nennen Sie keine Person: Diese Worte bleiben im Journal.
signal-keep-verdict = Urteil festhalten
signal-cancel = Abbrechen
signal-verdicts = Bisherige Urteile, das letzte gilt
signal-verdict-note = Ein Urteil ändert keine Zahl, keine Punkte und kein Verfahren; es zählt, wie oft die Liste richtig lag.
signal-comments = Kommentare
signal-to-colleagues = Sagen Sie Kolleginnen und Kollegen etwas. Nennen Sie keine Person: Es bleibt im Journal.
signal-comment = Kommentieren

## Was sich mitnehmen lässt.

signal-take = Mitnehmen
signal-take-figures = Zahlen (CSV)
signal-take-picture = Bild ({ $as })
signal-picture-address = Die Adresse des Bildes
signal-citation = Watchfire, Signal { $signal }, Stand { $day }, Lauf { $run } an Position { $position } des Journals, Prüfsumme { $digest }; Quellen: { $sources }.
signal-not-painted = Das Bild konnte nicht gezeichnet werden.
signal-again = Noch einmal berechnen
signal-again-now = Jetzt berechnen
signal-computing = Jeder Befund wird noch einmal berechnet …
signal-all-same = Alle { $count } kommen bis aufs Bit gleich heraus.
signal-some-same = { $same } von { $count } kommen gleich heraus; die anderen beruhen auf Daten oder einem Verfahren, die nicht mehr hier sind.
