/// The SMTP server that keeps every mail, its JSON and its page.
@NullMarked
package io.coterie.local.inbox;

import org.jspecify.annotations.NullMarked;
