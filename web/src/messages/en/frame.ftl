## The frame of every page.

frame-skip = To the content
frame-pages = Pages
frame-find = Find or go to <kbd>/</kbd>
frame-asking = Asking the node …
frame-no-load = This page could not be loaded
frame-no-load-why = Reload it; the program may have been replaced by a newer one.
frame-no-page = There is no page here
frame-no-page-why = Nothing has the address <code>{ $path }</code>.
frame-no-page-nearest = <near>Go to { $page }</near>, or <home>to the signals</home>.
frame-no-page-home = <home>Go to the signals</home>.
frame-not-in = This browser has not been let in yet
frame-not-in-why = Open the link that <code>watchfire serve</code> printed when it started: it ends with <code>?token=</code> and a secret. Each start has another one.
frame-no-answer = The node does not answer
frame-ask-again = Ask again
frame-language = Language
frame-not-reviewed = English is the language these pages were written in.
frame-external = Sign in with { $name }
