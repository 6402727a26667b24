package io.coterie.feedback.answer;

/// Strings from outside, made fit for every store and format behind us.
final class Text {
    private Text() {}

    /// Without U+0000, which PostgreSQL refuses, and without halves of surrogate pairs, which are no UTF-8.
    static String clean(String raw) {
        return raw.codePoints()
                .filter(point -> point != 0 && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// At most so many code points.
    static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
