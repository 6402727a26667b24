@NullMarked
package io.coterie.customer.web;

import org.jspecify.annotations.NullMarked;
