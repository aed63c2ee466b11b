# Reads series as JSON ({season, horizon, series: [[...]]}) from the first file, and writes the forecasts and the seconds of processor time of each method to the second.
suppressMessages(library(forecast))
suppressMessages(library(jsonlite))

files <- commandArgs(trailingOnly = TRUE)
asked <- fromJSON(files[1], simplifyVector = FALSE)
h <- asked$horizon
# ets has seasons of 24 points at most, and auto.arima takes minutes over longer ones.
short <- if (asked$season <= 24) asked$season else 1
methods <- list(
  ets = function(y) forecast(ets(ts(y, frequency = short)), h = h)$mean,
  stlf = function(y) if (length(y) > 2 * asked$season && asked$season > 1) stlf(ts(y, frequency = asked$season), h = h)$mean else forecast(ets(y), h = h)$mean,
  thetaf = function(y) thetaf(ts(y, frequency = asked$season), h = h)$mean,
  auto.arima = function(y) forecast(auto.arima(ts(y, frequency = short)), h = h)$mean,
  croston = function(y) croston(ts(y), h = h)$mean
)[unlist(asked$methods)]
series <- lapply(asked$series, as.numeric)
answers <- lapply(methods, function(method) {
  began <- proc.time()
  points <- lapply(series, function(y) as.numeric(suppressWarnings(method(y))))
  took <- proc.time() - began
  list(points = points, seconds = sum(took[c("user.self", "sys.self")]))
})
version <- paste0("R ", getRversion(), ", forecast ", packageVersion("forecast"))
writeLines(toJSON(list(version = version, methods = answers), auto_unbox = TRUE, digits = NA), files[2])
