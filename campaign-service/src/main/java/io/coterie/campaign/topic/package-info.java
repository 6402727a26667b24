@NullMarked
package io.coterie.campaign.topic;

import org.jspecify.annotations.NullMarked;
