package io.coterie.segment.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Rules of every form, and faults of every kind.
final class RuleExamples {
    /// A rule and its words.
    private static final String RULES = """
            {"trait": "age", "between": [18, 30]} | age is between 18 and 30
            {"trait": "signedUp", "before": "-P30D"} | signedUp is before 30 days ago
            {"trait": "contract.end", "after": "2026-02-01T00:00:00Z"} | contract.end is after 2026-02-01T00:00:00Z
            {"trait": "contract.end", "before": "P7D"} | contract.end is before 7 days from now
            {"trait": "signedUp", "withinLast": "P7D"} | signedUp is in the last 7 days
            {"trait": "contract.end", "withinNext": "P7D"} | contract.end is in the next 7 days
            {"trait": "birthday", "anniversaryWithin": "P0D"} | birthday has its anniversary today
            {"trait": "birthday", "anniversaryWithin": "P7D"} | birthday has its anniversary today or in the next 7 days
            {"trait": "rfm.recency", "lte": 2} | the RFM score of recency is at most 2
            {"trait": "rfm.monetary", "in": [4, 5]} | the RFM score of monetary is one of 4, 5
            {"trait": "rfm.frequency", "exists": false} | the RFM score of frequency is not known
            {"trait": "churn", "is": "soon"} | churn is "soon"
            {"trait": "lifecycle.since", "gt": 3} | lifecycle.since is more than 3
            {"event": "E", "aggregate": "avg", "property": "total", "gt": 20.5} | the average total over "E" is more than 20.5
            {"event": "E", "aggregate": "min", "property": "total", "gt": 20, "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"} | the smallest total over "E" from 2026-01-01T00:00:00Z before 2026-02-01T00:00:00Z is more than 20
            {"event": "E", "aggregate": "max", "property": "total", "isNot": 20} | the largest total over "E" is not 20
            {"event": "E", "aggregate": "last", "property": "plan", "is": "pro"} | the last plan over "E" is "pro"
            {"event": "E", "aggregate": "distinct", "property": "plan", "gte": 2} | the number of different plan over "E" is at least 2
            {"event": "E", "aggregate": "days", "gte": 2, "within": "P7D"} | the number of days with "E" in the last 7 days is at least 2
            {"event": "E", "aggregate": "sinceFirst", "gte": "P365D"} | the time since the first "E" is at least 365 days
            {"event": "E", "aggregate": "sinceLast", "between": ["P1D", "P1DT1H0.5S"]} | the time since the last "E" is between 1 day and 1 day 1 hour 0.5 seconds
            {"feedback": "csat", "aggregate": "avg", "lt": 3, "survey": "s", "theme": "price"} | the average csat of survey "s" about "price" is less than 3
            {"feedback": "nps", "aggregate": "count", "gte": 2} | the number of nps answers is at least 2
            {"list": "vip"} | they are on list "vip"
            {"sequence": [{"event": "A"}, {"event": "B", "within": "PT1H"}, {"not": {"event": "C"}, "within": "PT4H"}], "within": "P7D", "same": "id"} | "A" in the last 7 days was followed by "B" within 1 hour and not followed by "C" within 4 hours, all with the same id
            """;

    /// A fault and its place.
    private static final String FAULTS = """
            []                                                                             |
            {}                                                                             |
            {"all": []}                                                                    | /all
            {"all": [{"trait": "a", "is": 1}], "any": [{"trait": "a", "is": 1}]}           | /any
            {"all": [{"trait": "a", "is": 1}], "is": 1}                                    | /is
            {"not": [1]}                                                                   | /not
            {"trait": "", "is": 1}                                                         | /trait
            {"trait": "a"}                                                                 |
            {"trait": "a", "is": 1, "gt": 2}                                               |
            {"trait": "a", "is": {}}                                                       | /is
            {"trait": "a", "in": []}                                                       | /in
            {"trait": "a", "gt": "5"}                                                      | /gt
            {"trait": "a", "is": 1, "whithin": "P1D"}                                      | /whithin
            {"trait": "rfm.score", "gt": 1}                                                | /trait
            {"trait": "rfm.recency", "gte": 6}                                             | /gte
            {"trait": "rfm.recency", "gt": 5}                                              | /gt
            {"trait": "rfm.recency", "lt": 1}                                              | /lt
            {"trait": "rfm.recency", "is": "5"}                                            | /is
            {"trait": "rfm.recency", "in": [1, 2.5]}                                       | /in
            {"trait": "rfm.recency", "notIn": [0]}                                         | /notIn
            {"trait": "rfm.recency", "contains": 1}                                        | /contains
            {"trait": "rfm.recency", "withinLast": "P1D"}                                  | /withinLast
            {"trait": "rfm.recency"}                                                       |
            {"trait": "churn.probability", "gt": 0.5}                                      | /trait
            {"trait": "clv.next365Days", "gt": 5}                                          | /trait
            {"trait": "lifecycle.stage", "is": "new"}                                      | /trait
            {"trait": "cluster.shops", "is": 1}                                            | /trait
            {"event": "E", "aggregate": "median", "gt": 1}                                 | /aggregate
            {"event": "E", "aggregate": "sum", "gt": 1}                                    | /property
            {"event": "E", "aggregate": "count", "property": "p", "gt": 1}                 | /property
            {"event": "E", "aggregate": "count", "is": "three"}                            | /is
            {"event": "E", "aggregate": "count", "contains": 3}                            |
            {"event": "E", "aggregate": "count", "gte": 2.5}                               | /gte
            {"event": "E", "aggregate": "count", "lt": 0}                                  | /lt
            {"event": "E", "aggregate": "days", "in": [1, -1]}                             | /in
            {"event": "E", "aggregate": "distinct", "gte": 2}                              | /property
            {"event": "E", "aggregate": "last", "property": "p", "exists": true}           |
            {"event": "E", "aggregate": "sinceLast", "gte": 3}                             | /gte
            {"event": "E", "aggregate": "sinceLast", "is": "P3D"}                          |
            {"event": "E", "aggregate": "sinceLast", "between": ["P1D", "x"]}              | /between/1
            {"event": "E", "aggregate": "count", "gt": 1, "from": "yesterday"}             | /from
            {"event": "E", "aggregate": "count", "gt": 1, "from": "2026-02-01T00:00:00Z", "within": "P1D"} | /within
            {"event": "E", "aggregate": "count", "gt": 1, "a/b": 1}                        | /a~1b
            {"trait": "a", "before": "soon"}                                               | /before
            {"trait": "a", "before": "P1D", "is": 1}                                       | /is
            {"trait": "a", "withinLast": "P1M"}                                            | /withinLast
            {"trait": "a", "anniversaryWithin": "PT12H"}                                   | /anniversaryWithin
            {"trait": "a", "anniversaryWithin": "P366D"}                                   | /anniversaryWithin
            {"sequence": [{"event": "E"}]}                                                 | /sequence
            {"sequence": [{"event": "E", "within": "P1D"}, {"event": "F"}]}                | /sequence/0/within
            {"sequence": [{"not": {"event": "E"}, "within": "P1D"}, {"event": "F"}]}       | /sequence/0/not
            {"sequence": [{"event": "E"}, {"not": {"event": "F"}}]}                        | /sequence/1/within
            {"sequence": [{"event": "E"}, {"not": {"event": "F", "within": "P1D"}, "within": "P1D"}]} | /sequence/1/not/within
            {"sequence": [{"event": "E"}, {"event": "F", "where": [{"property": "p"}]}]}   | /sequence/1/where/0
            {"sequence": [{"event": "E"}, {"event": "F"}], "aggregate": "count"}           | /aggregate
            {"event": "E", "aggregate": "count", "gt": 1, "within": "P1M"}                 | /within
            {"event": "E", "aggregate": "count", "gt": 1, "within": "-PT1H"}               | /within
            {"event": "E", "aggregate": "count", "gt": 1, "where": [{"property": "p"}]}    | /where/0
            {"all": [{"trait": "a", "is": 1}, {"feedback": "love", "aggregate": "last", "is": 1}]} | /all/1/feedback
            {"feedback": "nps", "aggregate": "sum", "lte": 6}                              | /aggregate
            {"feedback": "nps", "aggregate": "last", "gte": 11}                            | /gte
            {"feedback": "nps", "aggregate": "last", "lte": 6, "where": []}                | /where
            {"feedback": "nps", "aggregate": "last", "exists": true}                       | /exists
            {"segment": "x", "is": true}                                                   | /is
            {"list": "x", "is": true}                                                      | /is
            {"list": 3}                                                                    | /list
            """;

    /// The same, but such that no JSON Schema sees them.
    private static final String FAULTS_OF_ORDER = """
            {"trait": "a", "between": [5, 1]}                                              | /between
            {"event": "E", "aggregate": "sinceLast", "between": ["P3D", "P1D"]}            | /between
            {"event": "E", "aggregate": "count", "gt": 1, "from": "2026-02-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"} | /to
            """;

    private RuleExamples() {}

    static Stream<String> rules() {
        return sentences().map(example -> (String) example.get()[0]);
    }

    static Stream<Arguments> sentences() {
        return examples(RULES);
    }

    static Stream<String> faults() {
        return examples(FAULTS).map(example -> (String) example.get()[0]);
    }

    static Stream<Arguments> places() {
        return Stream.concat(examples(FAULTS), examples(FAULTS_OF_ORDER));
    }

    private static Stream<Arguments> examples(String table) {
        return table.lines().map(line -> {
            int bar = line.lastIndexOf('|');
            return Arguments.of(
                    line.substring(0, bar).strip(), line.substring(bar + 1).strip());
        });
    }
}
