#include "CEmbedded.h"

typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t count;
} embedded;

// `#embed` (C23) costs nothing at build time, and a changed file is built again.
#define ENTRY(name, identifier) {name, identifier, sizeof identifier}

static const unsigned char alerts[] = {
#embed "desk/alerts.yaml"
};
static const unsigned char averages[] = {
#embed "desk/averages.json"
};
static const unsigned char calendar[] = {
#embed "desk/calendar.json"
};
static const unsigned char facts[] = {
#embed "desk/facts.json"
};
static const unsigned char prices[] = {
#embed "desk/prices.csv"
};
static const unsigned char signals[] = {
#embed "desk/signals.jsonl"
};
static const unsigned char tariffs[] = {
#embed "desk/tariffs.json"
};
static const unsigned char watchlist[] = {
#embed "desk/watchlist.yaml"
};
static const unsigned char sums[] = {
#embed "SHA256SUMS"
};
static const unsigned char dark[] = {
#embed "../../themes/dark.yaml"
};
static const unsigned char light[] = {
#embed "../../themes/light.yaml"
};
static const unsigned char blue_orange[] = {
#embed "../../themes/blue-orange.yaml"
};
static const unsigned char blue_orange_light[] = {
#embed "../../themes/blue-orange-light.yaml"
};
static const unsigned char contrast[] = {
#embed "../../themes/contrast.yaml"
};
static const unsigned char contrast_light[] = {
#embed "../../themes/contrast-light.yaml"
};
static const unsigned char overview[] = {
#embed "feeds/overview.txt"
};
static const unsigned char curl_file[] = {
#embed "feeds/curl-file.sh"
};
static const unsigned char yfinance_desk[] = {
#embed "feeds/yfinance-desk.py"
};
static const unsigned char rsync_desk[] = {
#embed "feeds/rsync-desk.sh"
};
static const unsigned char crontab[] = {
#embed "feeds/crontab"
};
static const unsigned char feed_service[] = {
#embed "feeds/detente-feed.service"
};
static const unsigned char feed_timer[] = {
#embed "feeds/detente-feed.timer"
};
static const unsigned char nfs[] = {
#embed "feeds/nfs.txt"
};
static const unsigned char shared_folder[] = {
#embed "feeds/shared-folder.txt"
};
static const unsigned char alerts_text[] = {
#embed "feeds/alerts.txt"
};
static const unsigned char alerts_tmux[] = {
#embed "feeds/alerts.tmux.conf"
};
static const unsigned char alert_ntfy[] = {
#embed "feeds/alert-ntfy.sh"
};
static const unsigned char alert_mail[] = {
#embed "feeds/alert-mail.sh"
};
static const unsigned char alert_desktop[] = {
#embed "feeds/alert-desktop.sh"
};
static const unsigned char alert_tmux[] = {
#embed "feeds/alert-tmux.sh"
};
static const unsigned char alerts_service[] = {
#embed "feeds/detente-alerts.service"
};

static const unsigned char manual_detente[] = {
#embed "manual/detente.txt"
};
static const unsigned char manual_desk[] = {
#embed "manual/desk.txt"
};
static const unsigned char manual_config[] = {
#embed "manual/config.txt"
};
static const unsigned char manual_alerts[] = {
#embed "manual/alerts.txt"
};
static const unsigned char manual_feeds[] = {
#embed "manual/feeds.txt"
};

static const embedded desk[] = {
    ENTRY("alerts.yaml", alerts),
    ENTRY("averages.json", averages), ENTRY("calendar.json", calendar), ENTRY("facts.json", facts),
    ENTRY("prices.csv", prices),      ENTRY("signals.jsonl", signals),  ENTRY("tariffs.json", tariffs),
    ENTRY("watchlist.yaml", watchlist),
};
// In the order of the key `T`.
static const embedded themes[] = {
    ENTRY("dark", dark),
    ENTRY("light", light),
    ENTRY("blue-orange", blue_orange),
    ENTRY("blue-orange-light", blue_orange_light),
    ENTRY("contrast", contrast),
    ENTRY("contrast-light", contrast_light),
};
// In the order of the overview.
static const embedded feeds[] = {
    ENTRY("overview", overview),
    ENTRY("curl-file.sh", curl_file),
    ENTRY("yfinance-desk.py", yfinance_desk),
    ENTRY("rsync-desk.sh", rsync_desk),
    ENTRY("crontab", crontab),
    ENTRY("detente-feed.service", feed_service),
    ENTRY("detente-feed.timer", feed_timer),
    ENTRY("nfs.txt", nfs),
    ENTRY("shared-folder.txt", shared_folder),
    ENTRY("alerts.txt", alerts_text),
    ENTRY("alerts.tmux.conf", alerts_tmux),
    ENTRY("alert-ntfy.sh", alert_ntfy),
    ENTRY("alert-mail.sh", alert_mail),
    ENTRY("alert-desktop.sh", alert_desktop),
    ENTRY("alert-tmux.sh", alert_tmux),
    ENTRY("detente-alerts.service", alerts_service),
};
// By the page's name.
static const embedded manual[] = {
    ENTRY("detente", manual_detente),
    ENTRY("desk", manual_desk),
    ENTRY("config", manual_config),
    ENTRY("alerts", manual_alerts),
    ENTRY("feeds", manual_feeds),
};

#define COUNT(table) ((int)(sizeof table / sizeof table[0]))

static const unsigned char *bytes_of(const embedded *table, int total, int index, size_t *count) {
  if (index < 0 || index >= total) return NULL;
  *count = table[index].count;
  return table[index].bytes;
}

int dt_embedded_desk_count(void) { return COUNT(desk); }
const char *dt_embedded_desk_name(int index) { return index < 0 || index >= COUNT(desk) ? NULL : desk[index].name; }
const unsigned char *dt_embedded_desk_bytes(int index, size_t *count) {
  return bytes_of(desk, COUNT(desk), index, count);
}

const unsigned char *dt_embedded_desk_sums(size_t *count) {
  *count = sizeof sums;
  return sums;
}

int dt_embedded_theme_count(void) { return COUNT(themes); }
const char *dt_embedded_theme_name(int index) {
  return index < 0 || index >= COUNT(themes) ? NULL : themes[index].name;
}
const unsigned char *dt_embedded_theme_bytes(int index, size_t *count) {
  return bytes_of(themes, COUNT(themes), index, count);
}

int dt_embedded_feed_count(void) { return COUNT(feeds); }
const char *dt_embedded_feed_name(int index) {
  return index < 0 || index >= COUNT(feeds) ? NULL : feeds[index].name;
}
const unsigned char *dt_embedded_feed_bytes(int index, size_t *count) {
  return bytes_of(feeds, COUNT(feeds), index, count);
}

int dt_embedded_manual_count(void) { return COUNT(manual); }
const char *dt_embedded_manual_name(int index) {
  return index < 0 || index >= COUNT(manual) ? NULL : manual[index].name;
}
const unsigned char *dt_embedded_manual_bytes(int index, size_t *count) {
  return bytes_of(manual, COUNT(manual), index, count);
}
