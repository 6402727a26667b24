package io.coterie.local.stack;

/// Where a part of the stack is to be reached, and what it is.
///
/// @param url with the password where there is one
public record Address(String product, String url) {}
