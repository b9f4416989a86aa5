-- Version 1, indexes and triggers; run after a bulk load. The open set is `state<12` everywhere: SQLite uses
-- a partial index only where the very same words stand in the query.

CREATE INDEX areas_parent ON areas(parent_id, code);
CREATE INDEX units_area ON units(area_id, kind);
CREATE INDEX units_kind ON units(kind, area_id);
CREATE INDEX units_parent ON units(parent_id);
CREATE INDEX estates_area ON estates(area_id);
CREATE INDEX estates_firm ON estates(firm_id);
CREATE INDEX grids_area ON grids(area_id, code);
CREATE INDEX grids_estate ON grids(estate_id);
CREATE INDEX buildings_grid ON buildings(grid_id, place);
CREATE INDEX buildings_estate ON buildings(estate_id, place);
CREATE INDEX staff_unit ON staff(unit_id, id);
CREATE INDEX staff_grid ON staff(grid_id, kind);
CREATE INDEX staff_py ON staff(py);

-- the open set: every queue. All hold what a light is computed from.
CREATE INDEX q_due ON cases(due_at, id, state, tier, cat, place, opened_at, light_at) WHERE state<12;
CREATE INDEX q_opened ON cases(opened_at, id, state, tier, cat, place, due_at, light_at) WHERE state<12;
CREATE INDEX q_county_due ON cases(county, due_at, id, state, tier, cat, place, opened_at, light_at) WHERE state<12;
CREATE INDEX q_county_opened ON cases(county, opened_at, id, state, tier, cat, place, due_at, light_at) WHERE state<12;
CREATE INDEX q_place ON cases(place, due_at, id, state, tier, cat, opened_at, light_at) WHERE state<12;
CREATE INDEX q_desk ON cases(desk_id, due_at, id, state, tier, cat, place, opened_at, light_at) WHERE state<12;
CREATE INDEX q_clerk ON cases(clerk_id, due_at, id, state, tier, cat, place, opened_at, light_at) WHERE state<12;
CREATE INDEX q_handler ON cases(handler_id, due_at, id, state, tier, cat, place, opened_at, light_at)
  WHERE state<12 AND handler_id>0;
CREATE INDEX q_unit ON cases(unit_id, due_at, id, state, tier, cat, place, opened_at, light_at) WHERE state<12;
CREATE INDEX q_watched ON cases(due_at, id, state, tier, cat, place, opened_at, light_at, flags)
  WHERE state<12 AND (flags & 16) <> 0;
CREATE INDEX q_returned ON cases(due_at, id, state, tier, cat, place, opened_at, light_at, returned)
  WHERE state<12 AND returned>0;
CREATE INDEX q_step ON cases(step_at, id) WHERE state<12 AND step_at<253402300799;
CREATE INDEX q_helper ON case_units(unit_id, due, case_id) WHERE role=1 AND open=1;

-- everything
CREATE INDEX h_opened ON cases(opened_at, id, state, tier, cat, place, due_at);
CREATE INDEX h_county ON cases(county, opened_at, id, state, tier, cat, place, due_at);
CREATE INDEX h_town ON cases(town, opened_at, id, state, tier, cat, place, due_at);
CREATE INDEX h_place ON cases(place, opened_at, id, state, tier, cat, due_at);
CREATE INDEX h_estate ON cases(estate_id, opened_at, id, state, tier, cat, place, due_at) WHERE estate_id>0;
CREATE INDEX h_unit ON cases(unit_id, opened_at, id, state, tier, cat, place, due_at) WHERE unit_id>0;
CREATE INDEX h_desk ON cases(desk_id, opened_at, id, state, tier, cat, place, due_at);
CREATE INDEX h_helper ON case_units(unit_id, opened, case_id) WHERE role=1;
CREATE INDEX h_closed ON cases(closed_at, id, county, cat, tier, opened_at) WHERE closed_at>0;
CREATE INDEX cases_main ON cases(main_id) WHERE main_id IS NOT NULL;

CREATE UNIQUE INDEX case_events_case ON case_events(case_id, seq);
CREATE INDEX case_sources_case ON case_sources(case_id);
CREATE INDEX reporters_phone ON reporters(phone_hash, case_id) WHERE phone_hash<>0;
CREATE INDEX reporters_tail ON reporters(tail_hash, case_id) WHERE tail_hash<>0;
CREATE INDEX case_links_other ON case_links(other_id);
CREATE INDEX clocks_running ON clocks(due_at, case_id, kind) WHERE stopped_at=0 AND paused_at=0;
CREATE INDEX approvals_unit ON approvals(unit_id, id) WHERE decided_at=0;
CREATE INDEX approvals_desk ON approvals(desk_id, id) WHERE decided_at=0;
CREATE INDEX approvals_waiting ON approvals(id) WHERE decided_at=0;
CREATE INDEX approvals_case ON approvals(case_id, id);
CREATE INDEX outbox_case ON outbox(case_id);
CREATE INDEX outbox_event ON outbox(event_id);
CREATE INDEX outbox_waiting ON outbox(release_at, id) WHERE recalled_at=0 AND taken_at=0;
CREATE INDEX notices_unit ON notices(unit_id, id);
CREATE INDEX undo_actor ON undo_log(actor, event_id);
CREATE INDEX undo_until ON undo_log(until_at);
CREATE INDEX undo_case ON undo_log(case_id);
CREATE INDEX drafts_owner ON drafts(owner_id, updated_at);
CREATE INDEX handovers_to ON handovers(to_id, id);
CREATE INDEX macros_owner ON macros(owner_id, id);
CREATE INDEX views_owner ON views(owner_id, list);
CREATE INDEX audit_obj ON audit(obj, obj_id, id);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER case_events_no_update BEFORE UPDATE ON case_events
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_events_no_delete BEFORE DELETE ON case_events
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
