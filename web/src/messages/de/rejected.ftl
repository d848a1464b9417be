## Warum eine Zeile abgelehnt wurde; auf Englisch sagt es der Knoten. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

rejected-no-figure = Hier steht keine Zahl: Wenn eine leere Zelle etwas bedeutet, sagen Sie unter "" in [missing], was.
rejected-no-number = Das ist keine Zahl mit dem Dezimalzeichen „{ $decimal }“: Berichtigen Sie sie, setzen Sie „decimal“ oder „thousands“ unter [file], oder nennen Sie den Text in [missing].
rejected-no-number-of-thousands = Das ist keine Zahl mit dem Dezimalzeichen „{ $decimal }“ und dem Tausenderzeichen „{ $thousands }“: Berichtigen Sie sie, setzen Sie „decimal“ oder „thousands“ unter [file], oder nennen Sie den Text in [missing].
rejected-negative = Die Zahl ist negativ: Berichtigen Sie sie, oder nennen Sie sie in [missing], wenn sie für eine fehlende Zahl steht.
rejected-larger = Die Zahl ist größer als { $most }, die größte, die gespeichert wird: Prüfen Sie sie.
rejected-not-whole = Eine Anzahl ist eine ganze Zahl: Berichtigen Sie sie.
rejected-share = Ein Anteil ist höchstens { $most }: Berichtigen Sie die Zahl, oder sagen Sie in der Zuordnung, ob die Spalte Bruchteile oder Prozente enthält.
rejected-place = Das Vokabular kennt in { $within } keinen solchen Ort: Berichtigen Sie die Schreibweise, fügen Sie ihn bei „values“ unter [place] hinzu, oder geben Sie einen „default“ an.
rejected-no-place = Die Zeile nennt keinen Ort: Füllen Sie die Zelle, oder geben Sie unter [place] einen „default“ an.
rejected-no-substance = Die Zeile nennt keine Substanz und gälte als Summe aller: Füllen Sie die Zelle, oder sagen Sie bei „values“ von [[substance]], wofür "" steht.
rejected-same-key = Zeile { $other } hat denselben Schlüssel, und eine Datei kann über eine Zahl nicht zweierlei sagen: Behalten Sie eine von beiden, oder nennen Sie in [key], was sie unterscheidet.
rejected-period-after-today = Der Zeitraum { $period } beginnt nach heute, { $today }: Berichtigen Sie das Datum, oder sehen Sie nach, ob die Zuordnung Tag und Monat verwechselt.
rejected-day-after-today = Der Tag liegt nach heute, { $today }: Berichtigen Sie ihn.
rejected-no-period = Das ist kein Zeitraum der Formen { $forms }: Berichtigen Sie ihn, oder fügen Sie seine Form bei „forms“ unter [period] hinzu.
rejected-fields = Die Zeile hat { $fields } Felder und der Kopf { $header }: Suchen Sie ein Trennzeichen zu viel oder zu wenig, oder eines ohne Anführungszeichen in einem Feld.
rejected-date-of-other-order = Das ist kein Datum der Form { $form }, wäre aber eines der Form { $other }: Die Spalte mischt zwei Reihenfolgen von Tag und Monat, oder die Zuordnung nennt die falsche. Berichtigen Sie die Datei oder die Zuordnung, denn Tage bis 12 passen zu beiden.
rejected-no-date = Das ist kein Datum der Form { $form }: Berichtigen Sie es, oder fügen Sie seine Form der Zuordnung hinzu.
