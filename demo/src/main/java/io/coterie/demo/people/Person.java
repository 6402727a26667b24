package io.coterie.demo.people;

/// A customer's profile.
///
/// @param externalId as the suite is told
/// @param consents to marketing by e-mail
public record Person(String externalId, String email, String firstName, String country, boolean consents) {}
