## What came in, and a file on its way in.

submit-title = Submissions
submit-send-a-file = Send a file
submit-reading-log = Reading the log …
submit-none = Nothing has come in yet. Send a table as it lies on your disk: the node proposes how to read it, you decide.
submit-in-log =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    } in the log: files, and what was said of them later. Nothing is changed in place.
submit-day = day
submit-what = what
submit-source = source
submit-rows-column = rows
submit-accepted = accepted
submit-rejected = rejected
submit-handling = handling
submit-it = it
submit-file-without-name = a file without a name
submit-file-without-name-title = A file without a name
submit-earlier-file = an earlier file
submit-erased-on = erased { $day }
submit-erased = erased
submit-withdrawn = withdrawn
submit-stands = stands
submit-entry-withdrawal = <entry>Withdrawal</entry> of <file>a file</file>: <reason>the reason</reason>
submit-entry-erasure = <entry>Erasure</entry> of <file>a file</file>: <reason>the reason</reason>
submit-entry-decision = <entry>Decision</entry> on <fault>a fault of the data</fault>: { $verdict }. <reason>the reason</reason>
submit-entry-comment = <entry>Comment</entry> on <signal>a signal</signal>: <reason>the words</reason>
submit-entry-verdict = <entry>Verdict</entry> on <signal>a signal</signal>: { $judged }. <reason>the reason</reason>
submit-verdict-accepted = accepted
submit-verdict-rejected = rejected
submit-verdict-overridden = overridden
submit-judged-real = real
submit-judged-false = false
submit-judged-unclear = unclear

submit-all = All submissions
submit-one = Submission
submit-reading-it = Reading it …
submit-an-erasure = An erasure
submit-a-withdrawal = A withdrawal
submit-who-erased = { $issuer } erased <it>a submission</it> on { $day }: <reason>the reason</reason>
submit-who-withdrew = { $issuer } withdrew <it>a submission</it> on { $day }: <reason>the reason</reason>
submit-a-decision = A decision about a fault of the data
submit-who-accepted = { $issuer } accepted <fault>the fault</fault> on { $day }: <reason>the reason</reason>
submit-who-rejected = { $issuer } rejected <fault>the fault</fault> on { $day }: <reason>the reason</reason>
submit-who-overrode = { $issuer } overridden <fault>the fault</fault> on { $day }: <reason>the reason</reason>
submit-who-decided = { $issuer } decided on <fault>the fault</fault> on { $day }: <reason>the reason</reason>
submit-a-verdict = A verdict on a signal
submit-who-judged = { $issuer } judged <signal>a signal</signal> { $judged } on { $day }: <reason>the reason</reason>
submit-a-comment = A comment on a signal
submit-who-commented = { $issuer } on <signal>a signal</signal>, { $day }: <reason>the words</reason>
submit-sent-by = Sent by { $issuer } on { $day }:
submit-rows =
    { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } read, { $accepted } accepted, <bad>{ $rejected } rejected</bad>; { $facts ->
        [one] 1 fact.
       *[other] { $facts } facts.
    }
submit-was-erased = It was erased on { $day }: its file, its rows and its key are destroyed.
submit-is-withdrawn = It is withdrawn: its facts are hidden since then, and stay for questions of earlier days.
submit-see-why = Why
submit-source-title = Source
submit-handling-title = Handling
submit-handling-is = { $tlp }; for { $purposes }; about { $subjects }
submit-codes = codes { $codes }
submit-graded = graded { $grade }
submit-facts-of = Facts of
submit-facts-in = { $kinds }, in { $place }
submit-replaces = Replaces
submit-replaces-nothing = nothing
submit-replaces-same-keys = earlier rows of the same key, where it was known later
submit-replaces-all = all facts of the source in { $where }
submit-no-row-means = No row means
submit-no-row-none = none: the source lists every event
submit-no-row-unknown = nothing is known
submit-to-review = To be reviewed
submit-review-by = by { $day }
submit-in-the-log = In the log
submit-position = position { $position }
submit-first-row = Its first row
submit-send-later = Send a later file of the same form
submit-send-instead = Send a file that stands in for it

submit-other-files = Other files of the source
submit-stands-in-for = It stands in for
submit-in-its-place = In its place stands
submit-before-it = Before it came
submit-after-it = After it came
submit-later-counts = Of rows with the same key the one known later counts; the page of a row says which.
submit-among-thousand = Looked for among a thousand entries around it.

submit-withdraw-it = Withdraw it
submit-erase-it = Erase it
submit-hidden-already = It is hidden already. Erasing destroys its file, its key and its facts for every day.
submit-withdraw-note = What was sent by mistake, or must go, is hidden or erased; the log says so, with the reason.
submit-erase-open = Erase …
submit-withdraw-open = Withdraw …
submit-withdraw-window = Withdraw the submission
submit-erase-file = Erase <file>the file</file>
submit-hide-file = Hide <file>the file</file>
submit-how-far-legend = How far
submit-hide-means = Hide: its facts count no more from today on
submit-erase-means = Erase: nothing of it is left, for any day
submit-will-happen = What will happen
submit-will-hide =
    { $facts ->
        [one] 1 fact
       *[other] { $facts } facts
    } of { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } are hidden from today on.
submit-still-seen = Questions of earlier days still see them, and past lists stay as they were.
submit-mended-stay = Rejected rows of it that were mended and sent again are submissions of their own, and stay.
submit-file-stays = The file stays; it can be erased later. Another file can stand in for it.
submit-will-erase = The file, its key, { $facts ->
        [one] 1 fact
       *[other] { $facts } facts
    } and { $rejected ->
        [one] 1 rejected row
       *[other] { $rejected } rejected rows
    } are destroyed for every day.
submit-signals-rested = Signals that rested on it can no longer be computed again; their pages say so.
submit-log-stays = That it was here, its handling and the reason stay in the log. <strong>It cannot be undone.</strong>
submit-why = Why? Name no person: these words stay in the log.
submit-sure-to-erase = I know that it cannot be brought back from this node
submit-erasure-title = It waits to be erased
submit-erasure-asked = { $name } asked on { $day } that it be erased for good: <reason></reason>
submit-erasure-another = Nobody erases alone: it goes when you agree, and stays when you refuse.
submit-erasure-mine = You asked for it: another person who may decide about it says yes or no.
submit-erasure-agree = Agree: erase it for good
submit-erasure-refuse = Refuse: it stays
submit-erasure-take-back = Take it back
submit-erase-waits = Nothing yet: it waits until another person who may decide about it agrees. Then:
submit-erase-ask = Ask that it be erased
submit-waits-to-be-erased = waits to be erased
submit-waiting-to-be-erased =
    { $count ->
        [one] One waits for an answer, whether it is erased:
       *[other] { $count } wait for an answer, whether they are erased:
    }
submit-erase-for-good = Erase it for good
submit-hide-it = Hide it
submit-leave = Leave it as it is

submit-the-file = The file
submit-drop = Drop a table anywhere on this page, as it lies on your disk: CSV in any common separator and encoding, XLSX, JSON Lines, Parquet, also as gzip or zip. Nothing is stored before you say so.
submit-describing = You were describing <file>a file</file>: choose it again, and what you said of it stands.
submit-file = File
submit-choose = Choose a file
submit-choose-another = Choose another file
submit-put-away = Put it away and begin again
submit-not-this = Not this
submit-one-at-a-time = One file at a time: { $count } were dropped. Choose one.
submit-empty = { $file } is empty, or a folder: there is nothing in it to read.
submit-drop-here = Drop it: it is read, and not stored yet
submit-how-to-read = How to read it
submit-as-node-proposes = as the node proposes
submit-like-file = like { $file }, { $day }
submit-like-submission = like submission { $id }
submit-will-stand-in = It will stand in for <it>a submission that was withdrawn</it>.
submit-does-not-stand-in = It does not
submit-part = Part of it
submit-choose-one = choose one
submit-parts = There are { $count }; another one is proposed anew.

submit-sending = Sending: { $come } of { $of } have come
submit-sending-unknown = Sending: { $come } of an unknown size have come
submit-waiting = Waiting for its turn: other work is under way
submit-stopping = Stopping …
submit-steps = { $done } of { $of } done
submit-reading = Reading: { $read } of { $of }
submit-ordering = Read; putting it in order …
submit-at-work = At work …
submit-how-far = How far it is
submit-was-stopped = It was stopped: nothing was stored.
submit-file-gone = The file has changed or is gone since it was chosen: choose it again.
submit-asked-again = { $why } It is asked again; the file is with the node already.
submit-characters = { $count } characters

submit-first-rows = Its first rows, and how they are read
submit-a-row-is = A row is
submit-say-what = Where a column was taken for what it is not, say what it holds.
submit-no-row-read = No row can be read so
submit-rows-of-file = Rows of the file
submit-row = row
submit-what-holds = What the column { $column } holds
submit-as-node-finds = as the node finds
submit-another-thing = another thing
submit-as-you-say = as you say
submit-beyond-header = beyond the header
submit-withheld = withheld
submit-rejected-in = rejected, <column>the column</column>: <reason>the reason</reason>
submit-rejected-for = rejected: <reason>the reason</reason>
submit-and-more = and { $count } more
submit-first-columns = The first { $most } of { $count } columns.
submit-kind-observation = a figure of a period
submit-kind-case = an event of a line list
submit-kind-seizure = a seizure
submit-kind-sample = a sample
submit-kind-price = a price
submit-kind-cultivation = an area under a crop
submit-kind-dispensing = medicines given out
submit-kind-listing = an offer of an online market
submit-group-any = Any row
submit-group-time = Time
submit-group-people = People
submit-group-seizures = Seizures
submit-group-samples = Samples
submit-group-prices = Prices
submit-group-other = Crops, dispensing, offers
submit-holds-when = when: a day or period
submit-holds-place = where
submit-holds-substance = which substance
submit-holds-figure = a figure: count, rate or share
submit-holds-amount = an amount: mass, volume, doses
submit-holds-unit = the unit of the figure
submit-holds-breakdown = a part that figures are of
submit-holds-number = what tells rows apart
submit-holds-text = sentences that name substances
submit-holds-flag = yes or no for one substance
submit-holds-nothing = not read
submit-holds-year = the year
submit-holds-month = the month
submit-holds-quarter = the quarter
submit-holds-reported = the day of the report
submit-holds-age = age in years
submit-holds-sex = sex
submit-holds-departure = where it came from
submit-holds-destination = where it was going
submit-holds-transport = how it was carried
submit-holds-concealment = how it was hidden
submit-holds-installation = sort of place of the seizure
submit-holds-sample = number of the sample
submit-holds-sold-as = what it was sold as
submit-holds-purity = purity
submit-holds-share = share of a substance in it
submit-holds-laboratory = laboratory
submit-holds-price = price
submit-holds-low-price = lowest price
submit-holds-high-price = highest price
submit-holds-currency = currency
submit-holds-level = level of the market
submit-holds-area = area under a crop
submit-holds-eradicated = area eradicated
submit-holds-dispensed = medicines given out
submit-holds-buyer = buyer
submit-holds-vendor = vendor

submit-understood = What was understood
submit-as-proposed =
    { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } of { $tried } at the beginning of the file can be read as proposed.
submit-guesses =
    { $count ->
        [one] Of { $all } answers proposed below, <many>1 is a guess:</many>
       *[other] Of { $all } answers proposed below, <many>{ $count } are guesses:</many>
    } look at these first.
submit-put-right = Whatever is wrong can be put right here; the rows above show what comes of it.
submit-choices = The choices
submit-proposal = proposal
submit-sure = sure?
submit-because = because
submit-example = for example
submit-is-sure = sure
submit-is-likely = likely
submit-is-guess = guess
submit-below = { $what }: below
submit-left-out =
    { $count ->
        [one] 1 column is
       *[other] { $count } columns are
    } not read
submit-unread-rows = Rows that cannot be read as proposed
submit-in-column = { $question }, in <name>the column</name>
submit-is-so = It is so
submit-to-decide = to decide
submit-decided = decided
submit-not-said = What the file does not say
submit-still-open =
    { $count ->
        [one] <many>1 of { $all } questions is still open.</many>
       *[other] <many>{ $count } of { $all } questions are still open.</many>
    } The file can be tried before, and is stored after.
submit-all-decided = All is decided.
submit-name-and-handling = Name and handling
submit-mapping = The mapping
submit-mapping-note = It says what the columns mean, and is kept with the file. What you choose above is written here; change anything. <kbd>Ctrl</kbd> <kbd>Enter</kbd> tries it.
submit-mapping-from-file = A mapping from a file
submit-take-from-file = Take it from a file
submit-keep-as-file = Keep it as a file
submit-no-mapping = A mapping is a text of at most 256 KB: this is no mapping.
submit-tlp-clear = TLP:CLEAR, anybody may see it
submit-tlp-green = TLP:GREEN, the community may
submit-tlp-amber = TLP:AMBER, those who need it, and their clients; sealed here
submit-tlp-amber-strict = TLP:AMBER+STRICT, those of the organisation who need it; sealed here
submit-tlp-red = TLP:RED, named persons alone; sealed here
submit-subjects-none = nobody: figures added up, substances, places
submit-subjects-deceased = people who died
submit-subjects-service-users = people who use a service
submit-subjects-suspects = suspects
submit-subjects-victims-and-witnesses = victims and witnesses
submit-about-none = nobody
submit-about-deceased = deceased
submit-about-service-users = service users
submit-about-suspects = suspects
submit-about-victims-and-witnesses = victims and witnesses
submit-missing-suppressed = suppressed: there is a figure, and it is not shown
submit-missing-not-available = not available: there is no figure
submit-what-missing = What { $name } means where a figure should stand
submit-which-substance = Which substance it is
submit-where-is = Where { $name } is
submit-which-substance-is = Which substance { $name } is
submit-what-is-called = What { $name } is called
submit-where-it-is = Where it is
submit-absent-zero = zero: the source lists every event
submit-absent-unknown = unknown: it may not have looked
submit-repeats-ordinal = are different events
submit-basis-occurred = that of the event
submit-basis-reported = that of the report
submit-ask-licence = Under which terms the file may be used
submit-ask-title = What people call it
submit-ask-source = Name of the source: keep it for all later files
submit-ask-kind = What a row tells of
submit-ask-coverage = The largest place the rows cover
submit-ask-absent = What a period without a row means
submit-ask-indicator = What is counted or measured
submit-ask-retention-years = Years until somebody must say whether to keep it
submit-ask-handling-tlp = Who may see it
submit-ask-handling-purposes = What it may be used for
submit-ask-handling-subjects = Whom the rows are about
submit-ask-known-at-days-after-period = Days from the end of a period until its figures are known
submit-ask-place-constant = Where every row is
submit-ask-place-default = Where a row is whose cell is empty or not known
submit-ask-place-columns = Columns that say where
submit-ask-key-repeats = Rows that agree in all columns
submit-ask-file-decimal = The sign before decimals
submit-ask-file-thousands = The sign between thousands
submit-ask-file-member = Which file inside
submit-ask-file-sheet = Which sheet
submit-ask-measure-unit = In which unit
submit-ask-measure-from = The unit in the file, turned into kilograms
submit-ask-subgroup-name = What the part is called
submit-ask-period-forms = How periods are written
submit-ask-period-formats = How days are written
submit-ask-period-cadence = How often there are figures
submit-ask-period-constant = The period of every row
submit-ask-period-basis = Which day it is
submit-ask-place-within = Inside which place names are looked for
submit-ask-place-after = The sign after which the place stands
submit-ask-key-columns = Columns that tell rows apart
submit-ask-known-at-because = Why that is assumed
submit-ask-file-encoding = How letters are written as bytes
submit-ask-file-separator = The sign between cells
submit-ask-file-header-row = The row of the header
submit-ask-sample-unit = In which unit
submit-ask-seizure-unit = In which unit
submit-ask-price-currency = In which currency
submit-ask-price-per = For how much
submit-ask-price-level = At which level of the market

submit-try-whole = Try it on the whole file
submit-try = Try it
submit-try-again = Try it again
submit-nothing-stored = Nothing is stored.
submit-before-change = Before your last change:
submit-first-reasons = The first { $most } of { $count } reasons.
submit-unresolved =
    { $count ->
        [one] 1 name is
       *[other] { $count } names are
    } kept as written: the vocabulary has nothing that fits
submit-in-rows = in { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
submit-store = Store it
submit-store-file = Store the file
submit-go-to-first =
    { $count ->
        [one] 1 question is
       *[other] { $count } questions are
    } still open: go to the first
submit-open-are = It can be stored once these are decided: { $choices }.
submit-is-stored = It is stored
submit-stands-already = It stands already
submit-none-stored = Nothing was stored
submit-same-file = The same file came in before under the same mapping: nothing was stored twice. <it>See what stands</it>.
submit-every-rejected = Every row was rejected. Correct the mapping, or mend the file, and send it again.
submit-back-to-mapping = Back to the mapping
submit-to-submission = <it>The submission</it>: its handling, its rows, withdrawing it
submit-to-mend =
    { $count ->
        [one] <mend>Mend the 1 rejected row</mend>
       *[other] <mend>Mend the { $count } rejected rows</mend>
    } in place and send them again
submit-to-faults =
    { $count ->
        [0] No new fault of the data was found in its source
        [one] <faults>1 new fault of the data</faults> found in its source
       *[other] <faults>{ $count } new faults of the data</faults> found in its source
    }
submit-to-look = The source was not looked at for faults of the data: <jobs>ask for a look</jobs>
submit-to-jobs = <jobs>The jobs</jobs>: whether detection runs, and what it finds (this was job { $job })
submit-names-kept = Names kept as they are written, for nothing in the vocabulary fits them
submit-send-another = Send another file
submit-rejected-rows = Rejected rows
submit-column = column
submit-value = value
submit-why-and-what = why, and what to do
submit-whole-row = whole row

submit-were-rejected =
    { $count ->
        [one] 1 row was
       *[other] { $count } rows were
    } rejected
submit-mend-note = Correct the cells and send the rows you changed: they become a submission of their own, under the same mapping. What stands is not changed. <rows>Fetch them as a file</rows> to mend elsewhere, or <reasons>the list of reasons</reasons>.
submit-reading-rows = Reading the rows …
submit-mended-since =
    { $count ->
        [one] 1 row was
       *[other] { $count } rows were
    } mended and accepted since; { $left ->
        [0] none is left.
        [one] 1 row is left.
       *[other] { $left } rows are left.
    }
submit-why-rejected = why it was rejected
submit-cell = { $column }, row { $row }
submit-reads = reads <text>the text</text>
submit-is-mended = mended, and accepted as <it>a submission of its own</it>
submit-still-wrong = Still: <why>the reason</why>
submit-more-rows =
    { $count ->
        [one] 1 more row
       *[other] { $count } more rows
    }
submit-rows-not-here =
    { $count ->
        [one] 1 row is
       *[other] { $count } rows are
    } not here: they have the key of another row, whose figure they would take the place of.
submit-try-them = Try them
submit-send-mended = Send { $count ->
        [one] 1 mended row
       *[other] { $count } mended rows
    }
submit-change-first = Change a cell first.
submit-mended-stored = { $accepted } of { $read } accepted and stored as <it>a submission of their own</it>.
submit-mended-tried = { $accepted } of { $read } would be accepted. Nothing is stored yet.
submit-mended-repeated = These rows stand already as <it>a submission</it>.
submit-mended-rejected = Each of them was rejected again: nothing was stored.
submit-mended-unknown =
    { $count ->
        [one] This name is kept as it is written, for no vocabulary knows it:
       *[other] These names are kept as they are written, for no vocabulary knows them:
    } { $names }.
submit-no-such-letter = “{ $letter }” cannot be written in { $encoding }, the encoding of this source: write it in another way.

submit-the-submission = The submission
submit-row-of = Row { $row } of <file>the file</file>
submit-row-number = Row { $row }
submit-no-row-number = An address of a row ends with its number: /submissions/…/rows/2.
submit-reading-file = Reading the file …
submit-was-rejected = It was rejected
submit-was-mended = It was rejected when it came, was mended since, and <it>stands in a later file</it>.
submit-mend-rows = Mend the rejected rows
submit-as-it-stood = As it stood
submit-cell-withheld = withheld: origin, belief and names are never shown
submit-cell-missing = the row ends before it
submit-cell-empty = empty
submit-looking = Looking for what came of it …
submit-what-it-says = What it says
submit-facts = Facts
submit-of = of
submit-where = where
submit-when = when
submit-figure = figure
submit-as-stated = stated as { $figure } { $unit }
submit-with-purity = purity { $percent }
submit-one-sample = one sample
submit-one-seizure = one seizure
submit-known-since = known since
submit-no-substance = no substance
submit-not-shown = not shown
submit-not-known = not known
submit-fact-current = counts
submit-fact-replaced = replaced
submit-fact-withdrawn = withdrawn
submit-fact-not-stored-yet = not stored yet on that day
submit-fact-not-known-yet = not known yet on that day
submit-by-row = by <it>row { $row } of a later file</it>
submit-by-withdrawal = by <it>a later entry</it>
submit-no-fact = Nothing: it gave no fact.
submit-part-of = Figures it is part of
submit-figures = Figures
submit-series = series
submit-the-figure = the figure
submit-row-in-it = this row in it
submit-no-figure = None that counts as of { $day }.
submit-signals = Signals that rest on it
submit-signals-table = Signals
submit-findings =
    { $count ->
        [one] 1 finding
       *[other] { $count } findings
    } used it.
submit-signal = signal
submit-list-of = list of
submit-finding = finding
submit-used-as = used as
submit-used-figure = part of what alarmed
submit-used-history = history it was held against
submit-first = The first { $count }.
submit-no-finding = No finding of a stored list used it.
