package io.coterie.local.stack;

/// Where the stack listens, in the order of the program's arguments.
///
/// @param http the inbox, the clock, the issuer and the stack's own parts
public record StackPorts(int http, int smtp, int postgresql, int amqp, int mongodb) {}
