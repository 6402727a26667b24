@NullMarked
package io.coterie.campaign.recipient;

import org.jspecify.annotations.NullMarked;
