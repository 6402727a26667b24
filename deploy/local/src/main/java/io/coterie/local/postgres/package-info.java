/// The embedded PostgreSQL server, one database and role per service.
@NullMarked
package io.coterie.local.postgres;

import org.jspecify.annotations.NullMarked;
