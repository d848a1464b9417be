## Wer was angesehen hat. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

audit-title = Protokoll
audit-what-it-is = Jeder Blick auf das, was dieser Knoten enthält, jede Änderung und jede Handlung derer, die ihn betreiben, steht im Protokoll, bevor geantwortet wird; auch jeder Blick auf diese Seite.
audit-entries = Was im Protokoll steht
audit-none = Nichts dergleichen steht im Protokoll.
audit-more = Frühere Einträge
audit-any = alle

audit-to-submission = Wer hat einen Datensatz angesehen?
audit-submission = Dateiname, Quelle, Tag oder Kennung
audit-row = Zeile (alle, wenn leer)
audit-to-person = Was hat jemand getan, und was sieht die Person nicht?
audit-name = Anmeldename
audit-find = Suchen
audit-found =
    { $count ->
        [0] Keine eingelieferte Datei hat alle diese Wörter.
        [one] Eine eingelieferte Datei hat alle diese Wörter.
       *[other] { $count } eingelieferte Dateien haben alle diese Wörter.
    }
audit-found-more = Die neuesten { $shown } sind gezeigt: Schreiben Sie mehr Wörter.
audit-found-day = Tag
audit-found-file = Datei
audit-found-source = Quelle
audit-found-rows = Zeilen
audit-found-marked = Kennzeichnung
audit-show = Zeigen

audit-when = Wann (UTC)
audit-who = Wer
audit-what-for = Wofür
audit-did = Handlung
audit-about = Worüber
audit-reason = Angegebener Grund
audit-outcome = Ergebnis
audit-from = Von
audit-to = Bis
audit-rows = Zeilen { $rows }
audit-asked = wie gefragt wurde
audit-number = Eintrag { $number }, über { $means }

audit-act-read = angesehen
audit-act-search = gesucht
audit-act-count = gezählt
audit-act-export = entnommen
audit-act-decide = eingeliefert oder entschieden
audit-act-administer = den Knoten betrieben
audit-act-oversee = das Protokoll angesehen
audit-act-sign-in = angemeldet
audit-act-sign-out = abgemeldet
audit-act-account = den eigenen Zugang geändert
audit-act-knock = ohne Zugang gefragt

audit-outcome-allowed = geschehen
audit-outcome-refused = verweigert
audit-outcome-failed = ergab nichts

audit-kind-submission = Einlieferung
audit-kind-signal = Signal
audit-kind-finding = Mangel der Daten
audit-kind-facts = Fakten
audit-kind-person = Konto
audit-kind-token = Token
audit-kind-session = Sitzung
audit-kind-job = Auftrag
audit-kind-boundary = Grenzdatei
audit-kind-entry = Eintrag

audit-who-terminal = am Terminal des Knotens
audit-who-node = der Knoten von selbst
audit-who-nobody = niemand mit Zugang

audit-one-submission = Einlieferung { $id }
audit-row-of = Zeile { $row } der Einlieferung { $id }
audit-came-from = Von { $issuer }
audit-marking = für { $purposes } · über { $subjects }
audit-subjects-none = niemanden
audit-subjects-deceased = Verstorbene
audit-subjects-service-users = Menschen in Kontakt mit Gesundheits- oder Sozialdiensten
audit-subjects-suspects = Verdächtige
audit-subjects-victims-and-witnesses = Opfer, Zeugen oder Kontaktpersonen
audit-who-looked = Wer sie angesehen hat
audit-who-looked-note = Zahlen und Diagramme, in die sie eingeht, stehen hier nicht: Sie zeigen keine ihrer Zeilen.
audit-nobody-looked = Niemand hat sie angesehen.
audit-saw-row = hat diese Zeile gesehen
audit-saw-rows = hat Zeilen daraus gesehen
audit-saw-submission = hat gesehen, was sie ist, oder alles
audit-saw-perhaps = hat nach allen Fakten gefragt; sie kann darunter gewesen sein
audit-saw-withheld = hat nach allen Fakten gefragt; dies war für die Person nicht da
audit-saw-nothing = hat danach gefragt; es wurde nicht gezeigt
audit-then = War für die Person da
audit-then-note = Was für jemanden da war, gilt für das, was die Person beim Ansehen war. Ein Token kann es eingeschränkt haben.
audit-then-changed = Die Regeln haben sich seither geändert; dies gilt nach den heutigen.
audit-then-unknown = Welche Regeln damals galten, ist nicht festgehalten; dies gilt nach den heutigen.
audit-take = Diese Liste als CSV
audit-cut = Es sind mehr als diese.
audit-who-may = Wer sie sehen darf
audit-now = Nach dem jetzigen Stand von Konten und Regeln; was jemand beim Ansehen war, steht bei jedem Eintrag.
audit-may = Darf
audit-may-read = ansehen
audit-may-search = suchen
audit-may-count = zählen
audit-may-export = entnehmen
audit-may-decide = entscheiden
audit-may-administer = den Knoten betreiben
audit-may-oversee = das Protokoll ansehen
audit-why = Warum
audit-no-rule = Keine Regel erlaubt es.
audit-nothing = nichts: für die Person ist es nicht da
audit-closed = Das Konto ist geschlossen.
audit-no-accounts = Niemand hat ein Konto: Wer den Link dieses Knotens hat, sieht alles.

audit-what-there-is = Was für die Person da ist
audit-marked = Kennzeichnung
audit-submissions = Einlieferungen
audit-so-many =
    { $count ->
        [one] 1 Einlieferung
       *[other] { $count } Einlieferungen
    }
audit-what-they-did = Was die Person getan hat
audit-all-they-did = Alles, was von ihr im Protokoll steht

audit-gone = Das Protokoll ist nicht mehr, was es war
audit-gone-what = Eintrag { $number }, der als letzter dastand, als dieser Browser am { $at } nachsah, ist so nicht mehr da: Einträge wurden entfernt oder neu geschrieben, oder der Knoten wurde aus einer Sicherung wiederhergestellt. Lassen Sie jemanden, dem Sie vertrauen, `watchfire verify` ausführen, und sagen Sie es Ihrer oder Ihrem Datenschutzbeauftragten.
audit-gone-known = Ich weiß warum: von hier an weiter

audit-reason-label = weil
audit-reason-example = Grund, fürs Protokoll
audit-ask-title = Sagen Sie, warum Sie hinsehen
audit-ask-why = Diese Zeilen betreffen Menschen oder wurden für die Arbeit von Polizei oder Zoll übergeben. Niemand sieht sie ohne Grund; Ihrer wird mit dem, was Sie ansehen, protokolliert, bis Sie ihn oben auf der Seite ändern.
audit-ask-label = Grund
audit-ask-look = Ansehen
audit-ask-leave = Nicht ansehen

audit-openings = Konten, die auf Sie warten
audit-openings-what = Wer den Knoten betreibt, öffnet ihn niemandem allein. Stimmen Sie zu, wo Sie wissen, dass es richtig ist; sonst fragen Sie zuerst nach.
audit-opening = { $asked_by } fragt an: { $name } ({ $shown_name }, { $of }) als { $roles }, für { $purposes }
audit-opening-yes = Ja, öffnen
audit-opening-no = Nein
audit-opening-yes-to = Ja, { $name } öffnen
audit-opening-no-to = Nein, { $name } bleibt geschlossen
audit-opening-invited = Durch eine neue Einladung: Wer ihren Link hat, wählt das Passwort.
