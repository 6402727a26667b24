@NullMarked
package io.coterie.campaign.erasure;

import org.jspecify.annotations.NullMarked;
