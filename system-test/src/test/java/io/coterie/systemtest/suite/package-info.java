/// The suite under test, from outside: its processes, its HTTP, its databases, its broker, its mails. Nothing here
/// shares code with the services.
@NullMarked
package io.coterie.systemtest.suite;

import org.jspecify.annotations.NullMarked;
