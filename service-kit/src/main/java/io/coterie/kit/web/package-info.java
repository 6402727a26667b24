@NullMarked
package io.coterie.kit.web;

import org.jspecify.annotations.NullMarked;
