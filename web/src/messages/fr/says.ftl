## Ce que dit un signal, en une phrase ; en anglais, le nœud l’écrit. Pas encore relu par une personne de langue maternelle française.

says-synthetic = SYNTHÉTIQUE : { $says }
says-found = { $figure } { $when }, { $expected } : { $what }
says-weeks = en moyenne { $figure } sur les quatre semaines jusqu’à { $until }, { $expected } : { $what }
says-periods = en moyenne { $figure } sur les trois périodes jusqu’à { $until }, { $expected } : { $what }
says-first = signalé pour la première fois { $when }, { $count } au total depuis : { $what }
says-share = { $part } sur { $whole } ({ $percent }) dans les trois mois jusqu’à { $until }, { $expected } : part, { $what }
says-of-them = { $name }, dont { $part }
says-so-far = jusqu’ici, { $percent } de l’ensemble,
says-so-far-all = jusqu’ici, { $percent } de l’ensemble ({ $low } à { $high } si tout était déclaré),
says-no-expectation = sans valeur attendue
says-expected = { $expected } attendus
says-expected-less = moins de { $least } attendu
says-bound-rise = { $words }, au plus { $bound }
says-bound-fall = { $words }, au moins { $bound }
says-after-rise = { $words } ; après la période précédente, plus de { $bound } est une alerte
says-after-fall = { $words } ; après la période précédente, moins de { $bound } est une alerte
says-in-day = le { $period }
says-in-week = en { $period }
says-in-month = en { $period }
says-in-quarter = au { $period }
says-in-year = en { $period }
says-nowcast = { $known } connus jusqu’ici ; au final probablement { $low } à { $high }
says-other-rise = { $name } : en hausse, { $now } { $when }, { $before } auparavant (×{ $times }), source { $source }
says-other-fall = { $name } : en baisse, { $now } { $when }, { $before } auparavant (×{ $times }), source { $source }
says-changed-definition = des chiffres portent sur { $count } territoires de composition différente ({ $areas }) : ils ne forment pas une même série
