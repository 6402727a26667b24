@NullMarked
package io.coterie.campaign.report;

import org.jspecify.annotations.NullMarked;
