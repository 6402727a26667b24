/// Who buys: the profiles that a purchase file lacks.
@NullMarked
package io.coterie.demo.people;

import org.jspecify.annotations.NullMarked;
