@NullMarked
package io.coterie.campaign.template;

import org.jspecify.annotations.NullMarked;
