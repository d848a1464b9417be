## Was ein Signal sagt, in einem Satz; auf Englisch schreibt ihn der Knoten. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

says-synthetic = SYNTHETISCH: { $says }
says-found = { $figure } { $when }, { $expected }: { $what }
says-weeks = im Mittel { $figure } in den vier Wochen bis { $until }, { $expected }: { $what }
says-periods = im Mittel { $figure } in den drei Zeiträumen bis { $until }, { $expected }: { $what }
says-first = erstmals gemeldet { $when }, seither insgesamt { $count }: { $what }
says-share = { $part } von { $whole } ({ $percent }) in den drei Monaten bis { $until }, { $expected }: Anteil, { $what }
says-of-them = { $name }, davon { $part }
says-so-far = bisher, { $percent } von allem,
says-so-far-all = bisher, { $percent } von allem ({ $low } bis { $high }, wenn alles gemeldet wäre),
says-no-expectation = ohne Erwartungswert
says-expected = { $expected } erwartet
says-expected-less = weniger als { $least } erwartet
says-bound-rise = { $words }, höchstens { $bound }
says-bound-fall = { $words }, mindestens { $bound }
says-after-rise = { $words }; nach dem Zeitraum davor ist mehr als { $bound } ein Alarm
says-after-fall = { $words }; nach dem Zeitraum davor ist weniger als { $bound } ein Alarm
says-in-day = am { $period }
says-in-week = in { $period }
says-in-month = im { $period }
says-in-quarter = im { $period }
says-in-year = im Jahr { $period }
says-nowcast = bisher { $known } bekannt; am Ende wahrscheinlich { $low } bis { $high }
says-other-rise = { $name }, steigend: { $now } { $when }, zuvor { $before } (×{ $times }), Quelle { $source }
says-other-fall = { $name }, sinkend: { $now } { $when }, zuvor { $before } (×{ $times }), Quelle { $source }
says-changed-definition = Zahlen stehen für { $count } Gebiete verschiedener Zusammensetzung ({ $areas }): Sie ergeben keine gemeinsame Reihe
