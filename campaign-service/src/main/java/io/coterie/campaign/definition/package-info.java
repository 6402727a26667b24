@NullMarked
package io.coterie.campaign.definition;

import org.jspecify.annotations.NullMarked;
