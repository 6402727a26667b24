@NullMarked
package io.coterie.campaign.support;

import org.jspecify.annotations.NullMarked;
