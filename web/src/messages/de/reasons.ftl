## Warum ein Signal seine Punkte hat; auf Englisch schreibt es der Knoten. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

## Die Teile der Punkte

reasons-part-potency = Wirkstärke
reasons-part-harm = Schaden
reasons-part-reach = Reichweite
reasons-part-novelty = Neuheit
reasons-part-growth = Zuwachs
reasons-part-confidence = Sicherheit
reasons-part-actionability = Handlungsmöglichkeit
reasons-part-doubt = Zweifel
reasons-part-age = Alter

## Wie leicht die Substanz tötet

reasons-potency-fentanyl-markers = eine Spur des Konsums oder ein Gegenmittel
reasons-potency-fentanyl-analogues = ein so starkes Opioid, dass Menschen daran sterben, die es nicht erwarten
reasons-potency-fentanyls = kaum weniger stark und Menschen, die konsumieren, sowie Hilfsdiensten besser bekannt
reasons-potency-codeine = ein Opioid, das allein selten tötet
reasons-potency-new-synthetic-opioids = ein Opioid, das oft Menschen tötet, die nicht daran gewöhnt sind
reasons-potency-alpha-2-agonists = oft unwissentlich mit Opioiden eingenommen; Naloxon hebt die Wirkung nicht auf
reasons-potency-opioids = Opioide verlangsamen die Atmung
reasons-potency-cathinones = eine neue Substanz, deren Dosis und Schäden wenig bekannt sind
reasons-potency-barbiturates = zwischen Wirkung und Koma liegt wenig
reasons-potency-sedatives = tötet meist zusammen mit Opioiden oder nach langem Konsum
reasons-potency-cannabinoids = tötet selten
reasons-potency-medicines = für sich genommen keine bedenkliche Droge
reasons-potency-unknown = steht in keiner Klasse der Tabelle

## Wie schwer ein Ereignis wiegt

reasons-harm-drug-checking-samples = was Menschen einzunehmen im Begriff sind
reasons-harm-escape-syringe-residues = was Menschen injiziert haben
reasons-harm-death = ein Todesfall
reasons-harm-acute-harm = jemand brauchte sofort Hilfe
reasons-harm-burden = jemand braucht Behandlung oder hat eine Infektion
reasons-harm-exposure = die Droge ist vorhanden oder wird konsumiert
reasons-harm-context = für sich genommen kein Schaden
reasons-harm-unknown = ein Indikator, den die Tabelle nicht kennt
reasons-harm-good-news = der Indikator bewegt sich in die Richtung, die kein Anlass zur Sorge ist
reasons-harm-of = { $indicator }: { $reason }

## Was die Zahlen sagen

reasons-reach-amount = eine Menge sagt nicht, wie viele Menschen betroffen sind
reasons-reach-more = { $events } mehr als erwartet in den Zeiträumen mit Alarm
reasons-reach-fewer = { $events } weniger als erwartet in den Zeiträumen mit Alarm
reasons-novelty-known = hier schon bekannt
reasons-novelty-expected = { $a_month } im Monat waren erwartet
reasons-novelty-began =
    { $days ->
        [one] es begann einen Tag vor dem Ende des letzten Alarms
       *[other] es begann { $days } Tage vor dem Ende des letzten Alarms
    }
reasons-growth-rise = { $times }-mal so viel wie erwartet
reasons-growth-fall = erwartet war das { $times }-Fache
reasons-growth-boundless = jedes Vielfache des Erwarteten
reasons-growth-one-added = zu beidem ein Ereignis hinzugezählt

## Wie sicher es ist

reasons-confidence-chance =
    { $series ->
        [one] mit einer Wahrscheinlichkeit von { $chance } echt, nach einer Reihe
       *[other] mit einer Wahrscheinlichkeit von { $chance } echt, nach { $series } Reihen
    }
reasons-confidence-unknown = eine erste Meldung oder eine zu kurze Vorgeschichte für eine Wahrscheinlichkeit
reasons-doubt-together = Substanzen, die die Quelle hier meldet und die sich gemeinsam bewegen: { $moved } von { $could }
reasons-doubt-reporting = haben sich die Meldungen geändert?
reasons-doubt-few = zu wenige für eine Änderung der Meldungen
reasons-doubt-small = ein zu kleiner Anteil für eine Änderung der Meldungen
reasons-age-ended =
    { $days ->
        [one] der letzte Alarm endete einen Tag vor dem Tag der Liste
       *[other] der letzte Alarm endete { $days } Tage vor dem Tag der Liste
    }
reasons-age-old = alt sind Zahlen ihres Kalenders nach { $days } Tagen
reasons-age-fresh = frisch sind Zahlen ihres Kalenders { $days } Tage lang

## Ob jemand noch handeln kann

reasons-fresh-day = es ist von dieser Woche
reasons-fresh-week = es ist aus diesen Wochen
reasons-fresh-month = es ist aus diesen Monaten
reasons-fresh-quarter = es ist ein halbes Jahr alt, wenn es kommt
reasons-fresh-year = es ist aus dem Vorjahr oder älter
reasons-fresh-old = der letzte Alarm endete { $days } Tage vor dem Tag der Liste
reasons-fresh-unknown = es hat keinen Kalender
reasons-near-world = für die Welt kann niemand handeln
reasons-near-bloc = die Mitglieder handeln, nicht der Verbund
reasons-near-country = für ein Land kann eine Behörde handeln
reasons-near-part = Dienste vor Ort können sofort handeln
reasons-near-unknown = eine Art von Ort, die die Tabelle nicht kennt
reasons-specific-class = einer Klasse muss erst nachgegangen werden
reasons-specific-substance = eine Substanz kann benannt werden
reasons-both = { $one }; { $other }
