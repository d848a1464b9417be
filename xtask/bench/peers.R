# The peer's half of `cargo xtask bench-peers`: R surveillance on synthetic weekly series.
#   Rscript peers.R simulate N FILE       writes N synthetic series of 624 weeks, one a line
#   Rscript peers.R assess METHOD FILE    prints alarms (0 or 1) of the last 52 weeks, one series a line,
#                                         and the processor seconds of the detector on standard error
arguments <- commandArgs(TRUE); options(warn = -1)
weeks <- 624L
# Invented series: level, dispersion, slope and yearly wave, after the range Noufaily et al. 2013 simulate
# (doi:10.1002/sim.5595): rare to frequent, Poisson to strongly overdispersed, with and without trend.
scenarios <- expand.grid(waves = 0:2, rising = 0:1, set = 1:7)
sets <- data.frame(level = c(-2, 0.1, 0.5, 1.5, 2.5, 3.75, 5), dispersion = c(2, 1.5, 5, 1, 3, 1.1, 1.2),
  slope = c(0.005, 0.0025, 0.002, 0.003, 0.001, 0.001, 0.0001),
  cosine = c(0.1, 0.6, 0.5, 0.2, 1, 0.1, 0.05), sine = c(0.3, 0.6, 0.5, -0.4, 0.1, -0.1, 0.01))
simulate <- function(scenario) {
  set <- sets[scenario$set, ]; t <- seq_len(weeks); log_mean <- set$level + set$slope * scenario$rising * t
  for (wave in seq_len(scenario$waves)) log_mean <- log_mean + set$cosine * cos(2 * pi * wave * t / 52) + set$sine * sin(2 * pi * wave * t / 52)
  mean <- exp(log_mean)
  if (set$dispersion > 1) rnbinom(weeks, mu = mean, size = mean / (set$dispersion - 1)) else rpois(weeks, mean)
}
if (arguments[1] == "simulate") {
  set.seed(20261122)
  series <- lapply(seq_len(as.integer(arguments[2])), function(i) simulate(scenarios[(i - 1) %% nrow(scenarios) + 1, ]))
  writeLines(c("# synthetic: invented counts for measuring speed, no real figures", sapply(series, paste, collapse = ",")), arguments[3])
} else {
  suppressMessages(library(surveillance))
  series <- as.matrix(read.csv(arguments[3], header = FALSE, comment.char = "#"))
  shared <- list(range = (weeks - 51L):weeks, b = 5, w = 3, reweight = TRUE, verbose = FALSE, glmWarnings = FALSE, trend = TRUE,
    limit54 = c(5, 4), powertrans = "2/3", populationOffset = FALSE, alpha = 0.005)
  settings <- list(
    farrington_1996 = list(weightsThreshold = 1, pThresholdTrend = 0.05, noPeriods = 1, pastWeeksNotIncluded = 3, thresholdMethod = "delta"),
    noufaily_2013 = list(weightsThreshold = 2.58, pThresholdTrend = 1, noPeriods = 10, pastWeeksNotIncluded = 26, thresholdMethod = "nbPlugin"))
  control <- c(shared, settings[[arguments[2]]])
  is_ears <- startsWith(arguments[2], "ears_")
  ears_control <- list(method = toupper(substring(arguments[2], 6)), range = (weeks - 51L):weeks)
  detect <- function(counts) if (is_ears) earsC(counts, control = ears_control) else farringtonFlexible(counts, control = control)
  before <- proc.time()
  alarms_of <- function(counts) paste(as.integer(alarms(detect(sts(observed = matrix(counts), frequency = 52, start = c(2000, 1)))) %in% TRUE), collapse = "")
  lines <- apply(series, 1, alarms_of)
  spent <- proc.time() - before
  writeLines(lines)
  message(sprintf("cpu_seconds=%.3f", spent[["user.self"]] + spent[["sys.self"]]))
}
