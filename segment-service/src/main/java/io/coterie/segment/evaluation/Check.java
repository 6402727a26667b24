package io.coterie.segment.evaluation;

/// A node of a rule, made ready to be evaluated again and again.
public interface Check {
    Verdict of(Circumstances circumstances);
}
