"""Time: schedules, registrations, time reports, attestation."""
