## Methoden und ihre Einstellungen; auf Englisch schreibt sie der Knoten. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

## Methoden: wie sie heißen

methods-title-farringtonFlexible = Gleiche Jahreszeit früherer Jahre (Farrington, verbessert)
methods-title-farrington-flexible = Gleiche Jahreszeit früherer Jahre (Farrington, verbessert)
methods-title-earsC = Die wenigen Zeiträume davor (EARS)
methods-title-ears-c2 = Die wenigen Zeiträume davor (EARS)
methods-title-algo-farrington = Gleiche Wochen früherer Jahre (Farrington 1996)
methods-title-algo-cusum = Summe der Überschüsse (CUSUM)
methods-title-algo-glrpois = Veränderter Mittelwert von Anzahlen (GLR, Poisson)
methods-title-algo-glrnb = Veränderter Mittelwert streuender Anzahlen (GLR)
methods-title-algo-rki = Mittelwert weniger Wochen (RKI)
methods-title-algo-bayes = Vorhersage aus wenigen Wochen (Bayes)
methods-title-step = Sprung weg vom bisherigen Niveau
methods-title-trend = Trend, der anhält
methods-title-drift = Trend, der anhält
methods-title-changePoint = Zeitpunkt der Veränderung (Pettitt)
methods-title-onset = Beginn eines Ausbruchs
methods-title-residualEwma = Gewichtetes Mittel des Unerwarteten (EWMA)
methods-title-residual-ewma = Gewichtetes Mittel des Unerwarteten (EWMA)
methods-title-residualCusum = Summe des Unerwarteten (CUSUM)
methods-title-firstSeen = Erste Meldungen
methods-title-first-seen = Erste Meldungen
methods-title-onlineChange = Änderung des Niveaus, während Zahlen eingehen
methods-title-online-change = Änderung des Niveaus, während Zahlen eingehen
methods-title-nowcast = Was aus den Anzahlen noch wird
methods-title-scan = Häufungen von Orten
methods-title-subsetScan = Gruppen von Orten, die gemeinsam steigen
methods-title-sustained = Vier Wochen zusammen gegen ihre Vergangenheit gehalten
methods-title-share = Anteil an allem, was die Quelle zählt

## Methoden: was sie tun

methods-summary-farringtonFlexible = Vergleicht eine Anzahl durch eine Quasi-Poisson-Regression mit der gleichen Jahreszeit früherer Jahre; frühere Ausbrüche wiegen dabei weniger.
methods-summary-earsC = Vergleicht eine Anzahl mit Mittelwert und Streuung der wenigen Zeiträume davor.
methods-summary-algo-farrington = Vergleicht eine Anzahl durch eine Quasi-Poisson-Regression mit den gleichen Wochen früherer Jahre: das Verfahren von 1996 mit den veröffentlichten Standardfehlern.
methods-summary-algo-cusum = Summiert, um wie viel Anzahlen das Erwartete übersteigen, und schlägt Alarm, wenn die Summe hoch ist.
methods-summary-algo-glrpois = Fragt, ob sich der Mittelwert von Poisson-verteilten Anzahlen seit irgendeiner früheren Woche um einen Faktor verändert hat.
methods-summary-algo-glrnb = Dasselbe für negativ binomial verteilte Anzahlen, deren Streuung vorgegeben oder angepasst ist.
methods-summary-algo-rki = Vergleicht eine Anzahl mit dem Mittelwert weniger Wochen: der vorangehenden oder der gleichen früherer Jahre.
methods-summary-algo-bayes = Vergleicht eine Anzahl mit dem, was die Poisson-verteilten Anzahlen weniger Wochen vorhersagen.
methods-summary-step = Hält die neueste Zahl einer kurzen Reihe gegen das Niveau der früheren und gegen ihre Art, sich zu bewegen; beide Richtungen, Anzahlen oder Mengen, ab 5 Zahlen.
methods-summary-trend = Fragt, ob eine kurze Reihe anhaltend in eine Richtung geht: nach der Reihenfolge ihrer Zahlen oder dem Mittel ihrer Änderungen; ab 5 Zahlen.
methods-summary-changePoint = Findet den Zeitpunkt, vor dem die Zahlen einer kurzen Reihe niedriger oder höher waren als danach; bei alpha 0,01 ab 10 Zahlen.
methods-summary-onset = Fragt mit einem exakten p-Wert, ob ein Ausbruch in diesem oder im vorigen Zeitraum begann; findet bei gleich vielen Fehlalarmen mehr Ausbrüche als farringtonFlexible; ab 2 Jahren.
methods-summary-residualEwma = Mittelt die Abweichungen von einem Modell, die neueste mit dem größten Gewicht, sodass sich eine Verschiebung zeigt, die für einen einzelnen Zeitraum zu klein ist; beide Richtungen.
methods-summary-residualCusum = Summiert in beiden Richtungen die Abweichungen von einem Modell, die einen Bezugswert übersteigen, und beginnt nach einem Alarm von vorn.
methods-summary-firstSeen = Sagt, wann etwas gemeldet wurde, das vorher nicht gemeldet war, und wie wahrscheinlich es sich nach den Meldungen seither ausbreitet.
methods-summary-onlineChange = Gibt die Wahrscheinlichkeit an, dass sich das Niveau einer stetigen Reihe (Preis, Reinheit, Abwasser) kürzlich verändert hat; kennt Stichprobenfehler und Werte unter der Bestimmungsgrenze.
methods-summary-nowcast = Sagt mit einem Intervall, wie viele Ereignisse der neuesten Zeiträume am Ende gemeldet sein werden; lernt aus den Tagen, an denen Ereignisse geschahen und gemeldet wurden, wie spät Meldungen kommen.
methods-summary-scan = Fragt, wo und über welche der letzten Zeiträume es mehr Fälle gibt als anderswo oder als erwartet: Kreise von Orten jeder Größe, mit p-Werten durch Simulation.
methods-summary-subsetScan = Dasselbe für Gruppen benachbarter Orte jeder Form und für Gruppen von Untergruppen; die wahrscheinlichste Gruppe.

## Einstellungen der Methoden

methods-setting-b = Jahre zurück
methods-setting-w = Wochen auf jeder Seite
methods-setting-reweight = Frühere Ausbrüche wiegen weniger
methods-setting-weightsThreshold = Ausbruch ab diesem Überschuss
methods-setting-alpha = Wahrscheinlichkeit eines Fehlalarms
methods-setting-trend = Trend
methods-setting-pThresholdTrend = Trend behalten unter p =
methods-setting-limit54 = Mindestzahl der Fälle
methods-setting-powertrans = Transformation
methods-setting-populationOffset = Nach Bevölkerung
methods-setting-noPeriods = Jahreszeiten im Jahr
methods-setting-pastWeeksNotIncluded = Ausgelassene neueste Zeiträume
methods-setting-thresholdMethod = Grenze
methods-setting-method = Variante
methods-setting-baseline = Verglichene Zeiträume
methods-setting-minSigma = Kleinste Streuung
methods-setting-k = Überschuss, der zur Summe zählt
methods-setting-h = Alarm ab dieser Summe
methods-setting-m = Erwartete Anzahlen
methods-setting-trans = Standardisiert durch
methods-setting-c-ARL = Alarm ab dieser Prüfgröße
methods-setting-mu0 = Mittelwert davor
methods-setting-Mtilde = Mindestwochen seit der Änderung
methods-setting-M = Höchstens Wochen zurück
methods-setting-change = Art der Änderung
methods-setting-theta = Faktor, falls bekannt
methods-setting-dir = Richtung
methods-setting-ret = Grenze zeigt
methods-setting-search = Suche
methods-setting-actY = Wochen unmittelbar davor zählen
methods-setting-scale = Anzahlen oder Mengen
methods-setting-model = Was die Vergangenheit tat
methods-setting-recent = Neueste Zeiträume zusammen
methods-setting-leastBaseline = Mindestzahl früherer Zahlen
methods-setting-longestBaseline = Höchstens frühere Zeiträume
methods-setting-leastDispersion = Kleinste Überstreuung
methods-setting-leastLogSpread = Kleinste Streuung von Mengen
methods-setting-leastFigures = Mindestzahl der Zahlen
methods-setting-longest = Höchstens Zeiträume zurück
methods-setting-mode = Früh oder sicher
methods-setting-yearsBack = Höchstens Jahre zurück
methods-setting-leastYears = Mindestzahl der Jahre
methods-setting-recentExcluded = Ausgelassene neueste Zeiträume
methods-setting-previousWeight = Gewicht des Zeitraums davor
methods-setting-pastOutbreaks = Anteil früherer Ausbrüche
methods-setting-minimumCases = Mindestzahl der Fälle
methods-setting-residuals = Das Unerwartete nach
methods-setting-weight = Gewicht des Neuesten
methods-setting-limit = Alarm ab diesem Mittelwert
methods-setting-largestResidual = Größter Überschuss, der zählt
methods-setting-reference = Überschuss, der zur Summe zählt
methods-setting-decision = Alarm ab dieser Summe
methods-setting-leastHistory = Kürzeste Vorgeschichte
methods-setting-priorShape = Form der ersten Annahme
methods-setting-priorPeriods = Gewicht der ersten Annahme
methods-setting-spreadingRate = Ausbreitung ab
methods-setting-alarmAbove = Alarm über dieser Wahrscheinlichkeit
methods-setting-meanRun = Zeiträume zwischen Änderungen
methods-setting-lowestLevel = Niedrigstes Niveau
methods-setting-highestLevel = Höchstes Niveau
methods-setting-leastSpread = Kleinste Streuung
methods-setting-greatestSpread = Größte Streuung
