"""Column names of the publishers' files, in the publishers' order and spelling."""


def _columns(names: str) -> tuple[str, ...]:
    return tuple("".join(names.split()).split(","))


#: The catalog of 2016 repeats the id in its 42nd column.
CATALOG_PROJECTS = _columns("""
    Nlihc_id,Status,Subsidized,Cat_Expiring,Cat_Failing_Insp,Proj_Name,Proj_Addre,
    Proj_City,Proj_ST,Proj_Zip,Proj_Units_Tot,Proj_Units_Assist_Min,Proj_Units_Assist_Max,
    Hud_Own_Effect_dt,Hud_Own_Name,Hud_Own_Type,Hud_Mgr_Name,Hud_Mgr_Type,
    Subsidy_Start_First,Subsidy_Start_Last,Subsidy_End_First,Subsidy_End_Last,Ward2012,PBCA,
    Anc2012,Psa2012,Geo2010,Cluster_tr2000,Cluster_tr2000_name,Zip,Proj_image_url,
    Proj_streetview_url,Proj_address_id,Proj_x,Proj_y,Proj_lat,Proj_lon,Bldg_count,
    Update_Dtm,Subsidy_info_source_property,contract_number,Nlihc_id,Category_Code,
    Cat_At_Risk,Cat_More_Info,Cat_Lost,Cat_Replaced
""")

CATALOG_SUBSIDIES = _columns("""
    Nlihc_id,Subsidy_id,Units_Assist,POA_start,POA_end,contract_number,
    rent_to_fmr_description,Subsidy_Active,Subsidy_Info_Source_ID,Subsidy_Info_Source,
    Subsidy_Info_Source_Date,Update_Dtm,Program,Compl_end,POA_end_prev,Agency,
    POA_start_orig,Portfolio,Subsidy_info_source_property,POA_end_actual
""")

CATALOG_PARCELS = _columns("""
    Nlihc_id,Ssl,Parcel_address_id,Ssl_orig,Parcel_owner_date,Parcel_Info_Source_Date,
    in_last_ownerpt,Parcel_type,Parcel_x,Parcel_y,Parcel_owner_name,Parcel_owner_type
""")

CATALOG_INSPECTIONS = _columns("""
    Nlihc_id,REAC_date,REAC_score,REAC_score_num,REAC_score_letter,REAC_score_star
""")

CATALOG_EVENTS = _columns("""
    Nlihc_id,Ssl,RP_date,RP_type,RP_desc
""")

#: HUD's download of 2022, and five columns of the whole table.
TAX_CREDITS = _columns("""
    HUD_ID,PROJECT,PROJ_ADD,PROJ_CTY,PROJ_ST,PROJ_ZIP,LATITUDE,LONGITUDE,FIPS2010,
    N_UNITS,LI_UNITS,YR_PIS,YR_ALLOC,TYPE,BASIS,NONPROG,TRGT_FAM,TRGT_ELD,TRGT_DIS,
    NON_PROF,NLM_REASON
""")

#: The research extract of HUD's contract list.
CONTRACTS = _columns("""
    decision_data_year,altered_decision_data_year,rent_snapshot_id,contract_snapshot_id,
    contract_number,property_name_text,owner_organization_name,address,city,state,geoid,
    geo_id2,median_rent,contract_term_months_qty,previous_contract_term_months,
    assisted_units_count,rent_to_fmr_ratio,br0_count,br1_count,br2_count,br3_count,
    br4_count,br5_count,program_type_group_name,is_hud_administered_ind,is_acc_old_ind,
    is_acc_performance_based_ind,is_hud_owned_ind,owner_company_type,mgmt_agent_company_type,
    primary_financing_type
""")

#: The layout of 2025.
HOUSING_LAYER = _columns("""
    X,Y,OBJECTID,MAR_WARD,ADDRESS,PROJECT_NAME,STATUS_PUBLIC,AGENCY_CALCULATED,
    TOTAL_AFFORDABLE_UNITS,LATITUDE,LONGITUDE,AFFORDABLE_UNITS_AT_0_30_AMI,
    AFFORDABLE_UNITS_AT_31_50_AMI,AFFORDABLE_UNITS_AT_51_60_AMI,AFFORDABLE_UNITS_AT_61_80_AMI,
    AFFORDABLE_UNITS_AT_81_AMI,CASE_ID,MAR_ID,XCOORD,YCOORD,FULLADDRESS,GIS_LAST_MOD_DTTM
""")

NOTICES = _columns("""
    Nidc_rcasd_id,Notice_type,Orig_address,Notes,Source_file,Notice_date,Num_units,
    Sale_price,Address,Addr_num,Address_std,Latitude,Longitude,Address_id,Anc2012,
    Cluster_tr2000,Geo2010,Psa2012,SSL,Ward2012,M_status,M_score,nlihc_id
""")

CITY_COVENANTS = _columns("""
    covenant_id,property_ref,name,address,program,agency,units,start_date,end_date,
    end_basis,status,actual_end_date,early_exit_waived,prepay_eligible,
    restricted_rent_usd,utility_allowance_usd,ground_lease_end_date,tenancy,year_built,
    last_rehab_year,observed_date,document
""")

CONDITIONS = _columns("""
    property_ref,name,address,date,debt_coverage_ratio,vacancy_pct,serious_violations,units
""")
