package io.coterie.segment.evaluation;

/// A leaf of a rule, made ready to be evaluated again and again.
interface LeafCheck extends Check {
    /// The same as the verdict, with what was seen.
    Reading read(Circumstances circumstances);

    @Override
    default Verdict of(Circumstances circumstances) {
        return read(circumstances).verdict();
    }
}
