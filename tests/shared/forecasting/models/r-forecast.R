# Forecasts by R's forecast for what it calls by the same names, as tests/shared/forecasting/models/r-forecast.golden.json:
#   Rscript tests/shared/forecasting/models/r-forecast.R > tests/shared/forecasting/models/r-forecast.golden.json
suppressMessages(library(forecast))
suppressMessages(library(jsonlite))

digits <- function(values) signif(as.numeric(values), 10)
demand <- c(0,0,3,0,1,0,0,0,4,0,2,0,0,5,0,0,0,1,0,2,0,0,0,6,0,1)
all <- list(AirPassengers = AirPassengers, Nile = Nile, WWWusage = WWWusage, USAccDeaths = USAccDeaths, demand = ts(demand))
calls <- list(
  c("naive", "naive(SERIES, h = 6)"),
  c("drift", "rwf(SERIES, drift = TRUE, h = 6)"),
  c("seasonal-naive", "snaive(SERIES, h = 15)"),
  c("moving-average", "meanf(tail(SERIES, 12), h = 6)"),
  c("theta", "thetaf(SERIES, h = 15)"),
  c("simple-exponential-smoothing", "forecast(ets(SERIES, model = 'ANN', damped = FALSE), h = 6)"),
  c("holt", "forecast(ets(SERIES, model = 'AAN', damped = FALSE), h = 6)"),
  c("damped-trend", "forecast(ets(SERIES, model = 'AAN', damped = TRUE), h = 6)"),
  c("automatic-exponential-smoothing", "forecast(ets(SERIES), h = 12)"),
  c("automatic-arima", "forecast(auto.arima(SERIES), h = 12)"),
  c("arima", "forecast(Arima(SERIES, order = c(0, 1, 1), method = 'CSS'), h = 6)"),
  c("croston", "croston(SERIES, h = 3, alpha = 0.1)")
)
smoothed <- c("simple-exponential-smoothing", "holt", "damped-trend")
values <- list()
for (of in names(all)) for (call in calls) {
  isDemand <- of == "demand"
  if (isDemand != (call[1] == "croston") || (call[1] == "seasonal-naive" && frequency(all[[of]]) == 1)) next
  text <- gsub("SERIES", of, call[2])
  made <- eval(parse(text = gsub("SERIES", "all[[of]]", call[2])))
  value <- list(model = call[1], call = paste0(text, "$mean"), of = of, forecast = digits(made$mean))
  if (call[1] %in% smoothed) value$squares <- digits(sum((as.numeric(all[[of]]) - as.numeric(made$fitted))^2))
  values[[length(values) + 1]] <- value
}
seasons <- list()
for (of in c("AirPassengers", "USAccDeaths")) {
  seasons[[length(seasons) + 1]] <- list(model = "classical-decomposition", call = sprintf("decompose(%s, 'multiplicative')$figure", of), of = of, phases = digits(decompose(all[[of]], "multiplicative")$figure))
}
series <- lapply(all, function(one) list(frequency = frequency(one), values = digits(one)))
cat(toJSON(list(r = R.version.string, forecast = as.character(packageVersion("forecast")), series = series, values = values, seasons = seasons), auto_unbox = TRUE, digits = 10), "\n")
