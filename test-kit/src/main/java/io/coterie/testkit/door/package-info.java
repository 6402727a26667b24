/// What every service's endpoints have in common: who may come in, and how nonsense is answered.
@NullMarked
package io.coterie.testkit.door;

import org.jspecify.annotations.NullMarked;
