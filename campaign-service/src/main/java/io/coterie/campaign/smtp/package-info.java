@NullMarked
package io.coterie.campaign.smtp;

import org.jspecify.annotations.NullMarked;
