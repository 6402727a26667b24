# Counts the members of the demo's segments in a file of purchases. POSIX awk; shares nothing with the suite.
#
#   delimiter  one character, or "whitespace"
#   header     1 when the first line names the columns, else 0
#   id date total  a column's name, or its number where there is no header
#   age        days from the file's last day to today
#
# Prints "buyers ID", "big-spenders ID" and "lapsing ID", tab between, and the counts "lines N" and "last-day YYYYMMDD".

function day_number(y, m, d,    a) {
    a = int((14 - m) / 12)
    y = y + 4800 - a
    m = m + 12 * a - 3
    return d + int((153 * m + 2) / 5) + 365 * y + int(y / 4) - int(y / 100) + int(y / 400)
}

function cents(text) {
    return int(text * 100 + (text < 0 ? -0.5 : 0.5))
}

# Fields between delimiters; one in quotes may hold the delimiter, and a quote as two.
function fields_of(line, into,    n, i, c, quoted, field) {
    if (delimiter == "whitespace") {
        return split(line, into, " ")
    }
    n = 0
    field = ""
    quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (quoted && c == "\"" && substr(line, i + 1, 1) == "\"") {
            field = field c
            i++
        } else if (c == "\"") {
            quoted = !quoted
        } else if (c == delimiter && !quoted) {
            into[++n] = field
            field = ""
        } else {
            field = field c
        }
    }
    into[++n] = field
    return n
}

function column(name,    i) {
    for (i = 1; i <= width; i++) {
        if (names[i] == name) {
            return i
        }
    }
    print "no column " name > "/dev/stderr"
    failed = 1
    exit 1
}

BEGIN {
    id_column = id + 0
    date_column = date + 0
    total_column = total + 0
}

{ sub(/\r$/, "") }

header && NR == 1 {
    width = fields_of($0, names)
    id_column = column(id)
    date_column = column(date)
    total_column = column(total)
    next
}

/[^ \t]/ {
    fields_of($0, f)
    lines++
    who = f[id_column]
    when = f[date_column]
    gsub(/[^0-9]/, "", when)
    when = substr(when, 1, 8)
    day = day_number(substr(when, 1, 4) + 0, substr(when, 5, 2) + 0, substr(when, 7, 2) + 0)
    count[who]++
    spent[who] += cents(f[total_column])
    if (day > latest[who]) {
        latest[who] = day
    }
    if (day > last) {
        last = day
        last_text = when
    }
}

END {
    if (failed) {
        exit 1
    }
    today = last + age
    for (who in count) {
        print "buyers\t" who
        if (spent[who] >= 20000) {
            print "big-spenders\t" who
        }
        if (count[who] >= 2 && latest[who] <= today - 90) {
            print "lapsing\t" who
        }
    }
    print "lines\t" lines
    print "last-day\t" last_text
}
